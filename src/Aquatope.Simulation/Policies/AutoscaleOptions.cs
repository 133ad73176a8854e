namespace Aquatope.Simulation;

/// <summary>Settings of <see cref="AutoscalePolicy"/>.</summary>
public sealed record AutoscaleOptions
{
    /// <summary>Gets the share of a pool's room for calls that is to be used; in (0, 1]. Default: 0.7.</summary>
    public double TargetUtilisation { get; init; } = 0.7;

    /// <summary>Gets by which share the number of workers may differ from what the load asks for before it is changed; not negative. Default: 0.1.</summary>
    public double Tolerance { get; init; } = 0.1;

    /// <summary>Gets how often the number is decided; positive. Default: 15 seconds.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets for how long the greatest number asked for is kept; not negative. Default: five minutes.</summary>
    public TimeSpan Stabilisation { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets the least number of workers; not negative. Default: none.</summary>
    public int Minimum { get; init; }

    /// <summary>Gets the greatest number of workers; at least the least. Default: 1,000.</summary>
    public int Maximum { get; init; } = 1000;
}
