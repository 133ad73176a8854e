namespace Aquatope.Simulation;

/// <summary>What happens before and after a change.</summary>
public sealed record RetrainingSettings
{
    /// <summary>Gets the strategy. Default: the default one.</summary>
    public string Strategy { get; init; } = Tuning.Strategies.Names[0];

    /// <summary>Gets how many executions there were before the change; positive. Default: 20.</summary>
    public int Before { get; init; } = 20;

    /// <summary>
    /// Gets how many production executions on the configuration in force tell of the change before the first trial, to both
    /// who adapts and who begins anew: those that raised the alarm. Default: 10.
    /// </summary>
    public int Production { get; init; } = 10;

    /// <summary>Gets how many executions a trial has; positive. Default: 1.</summary>
    public int ExecutionsPerTrial { get; init; } = 1;

    /// <summary>Gets how many recommendations in a row must be near the optimum; positive. Default: 1.</summary>
    public int Hold { get; init; } = 1;

    /// <summary>Gets the trials after which counting ends; positive. Default: 24.</summary>
    public int Most { get; init; } = 24;
}

/// <summary>Trials after a change until what is recommended is within 5 % of the new optimum.</summary>
/// <param name="Change">Workflow and change.</param>
/// <param name="Adapted">With the trials from before the change.</param>
/// <param name="Restarted">Without them.</param>
/// <param name="MeanAdapted">The mean of the former.</param>
/// <param name="MeanRestarted">The mean of the latter.</param>
public sealed record Retraining(string Change, Quartiles Adapted, Quartiles Restarted, double MeanAdapted, double MeanRestarted);
