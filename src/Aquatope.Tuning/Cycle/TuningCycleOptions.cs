namespace Aquatope.Tuning;

/// <summary>How one tuning cycle of one workflow works.</summary>
public record TuningCycleOptions
{
    /// <summary>Gets how many trials a cycle runs at most. Default: 24.</summary>
    public int MaximumTrials { get; init; } = 24;

    /// <summary>
    /// Gets what the trials of a cycle's search may cost, in the price list's currency: no trial begins that would be
    /// expected to exceed it. Null: no bound. Default: null.
    /// </summary>
    public double? MaximumCost { get; init; }

    /// <summary>
    /// Gets the expected saving, as a share of the cost, below which nothing is worth a trial; in (0, 1). Default: 0.001. A
    /// tuner that the program registers itself decides on its own.
    /// </summary>
    public double LeastSaving { get; init; } = 0.001;

    /// <summary>
    /// Gets how many trials of earlier cycles are remembered. Those from before a change tell how the knobs matter, not how
    /// long things take now. Zero: every cycle begins anew. Default: 100.
    /// </summary>
    public int RememberedTrials { get; init; } = 100;

    /// <summary>Gets how long a cycle may look for better configurations; validation comes after. Default: one hour.</summary>
    public TimeSpan MaximumSearch { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Gets how many trials run at the same time, each in a lane of its own. Default: 1.</summary>
    public int TrialLanes { get; init; } = 1;

    /// <summary>Gets how many executions of a trial are measured. Default: 5.</summary>
    public int ExecutionsPerTrial { get; init; } = 5;

    /// <summary>Gets how many executions warm the workers of a trial before it is measured. Default: 3.</summary>
    public int WarmUpExecutions { get; init; } = 3;

    /// <summary>Gets how many executions confirm a configuration before it reaches production. Default: 20.</summary>
    public int ValidationExecutions { get; init; } = 20;

    /// <summary>Gets how many candidates are validated at most. Default: 3.</summary>
    public int MaximumValidations { get; init; } = 3;

    /// <summary>
    /// Gets the share of the objective's bound, in [0, 1), that a configuration must leave free in its trials. They run one
    /// execution at a time, whereas in production executions meet and wait for one another. Default: 0.2.
    /// </summary>
    public double Headroom { get; init; } = 0.2;

    /// <summary>Gets how many production executions a new configuration is watched for before it is kept. Default: 20.</summary>
    public int CanaryExecutions { get; init; } = 20;

    /// <summary>Gets how long the optimizer waits for those executions; what was seen by then decides. Default: ten minutes.</summary>
    public TimeSpan CanaryTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets a value indicating whether the optimizer only recommends, and leaves production alone. Default: false.</summary>
    public bool DryRun { get; init; }

    /// <summary>Gets the seed of every random draw of the optimizer. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;
}
