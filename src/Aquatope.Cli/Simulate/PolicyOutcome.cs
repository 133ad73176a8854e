using Aquatope.Simulation;

namespace Aquatope.Cli;

/// <summary>What came of one policy.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Workflow">End to end.</param>
/// <param name="Stages">Stage by stage.</param>
/// <param name="Costs">What each stage cost.</param>
/// <param name="Tuning">What tuning did, or null where there was none.</param>
/// <param name="Points">How it went over time.</param>
internal sealed record PolicyOutcome(
    string Policy,
    WorkflowResult Workflow,
    IReadOnlyList<FunctionResult> Stages,
    IReadOnlyList<CostSplit> Costs,
    TunedPolicy? Tuning,
    IReadOnlyList<SimulationPoint> Points)
{
    /// <summary>Gets the cost of all stages, and of tuning.</summary>
    public CostSplit Cost => Costs.Aggregate(new CostSplit(0, 0, Tuning?.Cost ?? 0), CostSplit.Add);

    /// <summary>Gets the number of calls that began to execute.</summary>
    public long Calls => Stages.Sum(stage => stage.Executions);

    /// <summary>Gets the number of those that met a cold start.</summary>
    public long ColdStarts => Stages.Sum(stage => stage.ColdStarts);

    /// <summary>Gets the share of calls that met a cold start; zero where there was none.</summary>
    public double ColdStartShare => Calls == 0 ? 0 : (double)ColdStarts / Calls;

    /// <summary>Returns memory time of all stages, in MiB s.</summary>
    /// <param name="of">Which part of it.</param>
    /// <returns>The sum.</returns>
    public double MiBSeconds(Func<ProvisionedTime, double> of) => Stages.SelectMany(stage => stage.Provisioned).Sum(of);
}
