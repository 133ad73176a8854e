namespace Aquatope.Simulation;

/// <summary>What came of one system on one workflow with one seed.</summary>
/// <param name="System">The system's name.</param>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Executions">Executions that ended while it was measured.</param>
/// <param name="LateShare">The share of these that failed or took longer than the bound.</param>
/// <param name="ColdShare">The share of calls that met a cold start.</param>
/// <param name="Cost">What an execution cost, workers that were idle or started among it, in micro-dollars.</param>
/// <param name="IdleShare">The share of that cost for workers that were idle or started.</param>
/// <param name="TuningCost">What tuning cost, over the executions that were measured, in micro-dollars.</param>
/// <param name="ConfigurationCost">The true cost of an execution at the configuration in force, warm, over that of the best one.</param>
/// <param name="ConfigurationMeets">Whether that configuration truly meets the objective, warm.</param>
public sealed record EndToEndRun(
    string System,
    string Workflow,
    ulong Seed,
    long Executions,
    double LateShare,
    double ColdShare,
    double Cost,
    double IdleShare,
    double TuningCost,
    double ConfigurationCost,
    bool ConfigurationMeets);
