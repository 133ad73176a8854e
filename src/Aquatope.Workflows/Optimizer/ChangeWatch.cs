using System.Text.Json.Serialization;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>What is remembered from watching a workflow in production for changes, as it is stored.</summary>
internal sealed record ChangeWatch
{
    /// <summary>Gets the detector's memory.</summary>
    public ChangeState Detector { get; init; } = ChangeState.Initial;

    /// <summary>Gets the end of the reports that the detector has seen.</summary>
    public DateTimeOffset Through { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Gets the number of the present epoch: how many changes there were.</summary>
    public int Epoch { get; init; }

    /// <summary>Gets when the change that began the present epoch seems to have happened.</summary>
    public DateTimeOffset Since { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Gets when that change was noticed.</summary>
    public DateTimeOffset NoticedAt { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Gets what changed, in words; null in the first epoch.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Change { get; init; }
}
