using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>One interval of a simulation, for plots; or all so far.</summary>
/// <param name="Hours">Its end, counted from the beginning of measuring.</param>
/// <param name="Started">Executions that started.</param>
/// <param name="Completed">Executions that ended.</param>
/// <param name="Late">Those that were late.</param>
/// <param name="Calls">Calls that began to execute.</param>
/// <param name="ColdStarts">Those that met a cold start.</param>
/// <param name="MiBSeconds">Provisioned memory time.</param>
/// <param name="Workers">Workers at its end, whatever they did.</param>
/// <param name="Backlog">Calls that waited at its end.</param>
internal readonly record struct SimulationPoint(
    double Hours, long Started, long Completed, long Late, long Calls, long ColdStarts, double MiBSeconds, int Workers, int Backlog)
{
    /// <summary>Returns all so far.</summary>
    /// <param name="deployment">The workflow in production.</param>
    /// <param name="warmUp">When measuring began.</param>
    /// <returns>The counts since then.</returns>
    public static SimulationPoint Of(WorkflowDeployment deployment, TimeSpan warmUp)
    {
        ServerlessPlatform platform = deployment.Platform;
        WorkflowResult workflow = platform.WorkflowResults()[deployment.Production];
        IReadOnlyList<FunctionResult> stages = deployment.Stages;
        PoolState[] pools = [.. Enumerable.Range(0, stages.Count).Select(platform.StateOf)];
        return new SimulationPoint(
            (platform.Now - warmUp).TotalHours,
            workflow.Started,
            workflow.Completed,
            workflow.Late,
            stages.Sum(stage => stage.Executions),
            stages.Sum(stage => stage.ColdStarts),
            stages.Sum(stage => stage.MiBSeconds),
            pools.Sum(pool => pool.Starting + pool.Idle + pool.Busy),
            pools.Sum(pool => pool.Backlog));
    }

    /// <summary>Returns what came since an earlier moment.</summary>
    /// <param name="earlier">All until then.</param>
    /// <returns>The interval.</returns>
    public SimulationPoint Since(SimulationPoint earlier) => this with
    {
        Started = Started - earlier.Started,
        Completed = Completed - earlier.Completed,
        Late = Late - earlier.Late,
        Calls = Calls - earlier.Calls,
        ColdStarts = ColdStarts - earlier.ColdStarts,
        MiBSeconds = MiBSeconds - earlier.MiBSeconds,
    };
}
