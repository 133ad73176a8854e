using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Aquatope.Workflows;

/// <summary>What became of the forecaster of a stage, and why.</summary>
public sealed record ForecasterDecision
{
    /// <summary>Gets the stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Gets when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets what was done.</summary>
    public required ForecasterAction Action { get; init; }

    /// <summary>Gets the method in force from then on.</summary>
    public required string Method { get; init; }

    /// <summary>Gets why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the losses of those that competed, the best first; empty where none did.</summary>
    public ImmutableArray<ForecasterLoss> Competitors { get; init; } = [];
}

/// <summary>How well one forecaster foresaw the latest intervals.</summary>
/// <param name="Method">Its method.</param>
/// <param name="IsIncumbent">Whether it was in force.</param>
/// <param name="Loss">The mean pinball loss of the quantile that the pool covers, in calls.</param>
/// <param name="Crps">The mean continuous ranked probability score, in calls.</param>
/// <param name="FallbackReason">Why the baseline had to stand in for it; null where it had not.</param>
public sealed record ForecasterLoss(
    string Method,
    bool IsIncumbent,
    double Loss,
    double Crps,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FallbackReason);

/// <summary>What can become of a stage's forecaster.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ForecasterAction>))]
public enum ForecasterAction
{
    /// <summary>The methods competed, and another is in force.</summary>
    Replaced,

    /// <summary>The methods competed, and the one in force stays.</summary>
    Kept,

    /// <summary>The methods could not compete; the one in force stays.</summary>
    Failed,

    /// <summary>The one in force cannot forecast; the baseline stands in.</summary>
    FellBack,

    /// <summary>The one in force forecasts again.</summary>
    Recovered,
}
