namespace Aquatope.Simulation;

/// <summary>How a study searches.</summary>
public sealed record SearchSettings
{
    /// <summary>Gets how many executions there may be; positive. Default: 20.</summary>
    public int Budget { get; init; } = 20;

    /// <summary>Gets how many run at the same time; positive. Default: 4.</summary>
    public int Batch { get; init; } = 4;

    /// <summary>Gets a value indicating whether to ask for a recommendation after every batch. Default: false.</summary>
    public bool Track { get; init; }
}
