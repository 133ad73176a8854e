using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>Settings of <see cref="BlackBoxTuner"/>.</summary>
public sealed record BlackBoxTunerOptions
{
    /// <summary>Gets how many of the latest trials the models learn from. Default: 200.</summary>
    public int Window { get; init; } = 200;

    /// <summary>Gets a value indicating whether trials that all others contradict count for less. Default: true.</summary>
    public bool DetectAnomalies { get; init; } = true;

    /// <summary>Gets how the acquisition function is maximised.</summary>
    public AcquisitionSearch Search { get; init; } = new();
}
