namespace Aquatope.Tuning;

/// <summary>Settings of <see cref="ChangeDetector"/>.</summary>
public sealed record ChangeDetectorOptions
{
    /// <summary>Gets how many reports of a stage on a configuration are seen before they are compared with; at least 16. Default: 32.</summary>
    public int ReferenceReports { get; init; } = 32;

    /// <summary>Gets how many reports, of all stages together, there are between false alarms in the mean, at least; greater than 100. Default: 25,000.</summary>
    public double ReportsPerFalseAlarm { get; init; } = 25_000;

    /// <summary>Gets the change of execution times, as a share, that is none; in [0, 1). Default: 0.02.</summary>
    public double LeastChange { get; init; } = 0.02;

    /// <summary>Gets how many pairs of stage and configuration are remembered; of more, those not reported for longest are forgotten. At least one. Default: 64.</summary>
    public int MaxReferences { get; init; } = 64;
}
