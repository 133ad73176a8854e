namespace Aquatope.Tuning;

/// <summary>Settings of <see cref="AsPublishedTuner"/>.</summary>
public sealed record AsPublishedTunerOptions
{
    /// <summary>Gets a value indicating whether observations that the unfitted filter doubts are dropped. Default: true.</summary>
    public bool FilterAnomalies { get; init; } = true;
}
