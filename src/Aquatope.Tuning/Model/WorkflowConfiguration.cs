using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Aquatope.Tuning;

/// <summary>One resource configuration for each stage of a workflow. Two are equal when all their stages are.</summary>
/// <param name="Stages">The configurations by stage name, ordered by name (ordinal).</param>
[JsonConverter(typeof(WorkflowConfigurationJsonConverter))]
public sealed record WorkflowConfiguration(ImmutableSortedDictionary<string, ResourceConfiguration> Stages)
{
    /// <summary>Creates a workflow configuration from pairs of stage name and configuration.</summary>
    /// <param name="stages">The configurations by stage name; names are compared ordinally.</param>
    /// <returns>The workflow configuration.</returns>
    public static WorkflowConfiguration Of(IEnumerable<KeyValuePair<string, ResourceConfiguration>> stages) =>
        new(stages.ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>Returns a copy in which one stage has another configuration.</summary>
    /// <param name="stage">The stage's name.</param>
    /// <param name="configuration">Its new configuration.</param>
    /// <returns>The changed copy.</returns>
    public WorkflowConfiguration With(string stage, ResourceConfiguration configuration) =>
        new(Stages.SetItem(stage, configuration));

    /// <inheritdoc/>
    public bool Equals(WorkflowConfiguration? other) => other is not null && Stages.SequenceEqual(other.Stages);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach ((string stage, ResourceConfiguration configuration) in Stages)
        {
            hash.Add(stage, StringComparer.Ordinal);
            hash.Add(configuration);
        }

        return hash.ToHashCode();
    }

    /// <summary>Returns every stage with its configuration on one line.</summary>
    /// <returns>The stages in order of name.</returns>
    public override string ToString() => string.Join("; ", Stages.Select(stage => $"{stage.Key}: {stage.Value}"));
}
