using System.Collections.Immutable;
using Aquatope.Simulation;

namespace Aquatope.Cli;

/// <summary>What each part of the system contributes: the system without it.</summary>
internal static class AblationFigure
{
    public const string Name = "ablation";

    /// <summary>Makes the figure.</summary>
    public static Figure Make(FigureRequest request)
    {
        ImmutableArray<string> workflows = request.Quick ? request.ProblemsOr("chain") : request.ProblemsOr([.. MeasuredWorkflows.Names, "slapp-chain", "jolteon-ml"]);
        ImmutableArray<CompleteSystem> systems = request.Quick
            ? [.. CompleteSystem.Ablations.Where(system => system.Name is "ours" or "no cascades" or "no uncertainty in pools" or "no tuning")]
            : CompleteSystem.Ablations;
        SystemComparison found = SystemComparison.Run(request, workflows, systems);
        return new Figure(
            Name,
            "The system without one of its parts each",
            SystemComparison.Describe(request)
            + " ours-separate: the configuration decided by what executions cost alone. black box: one surrogate over all knobs in place of one for each stage. no replicates: one execution for each trial in place of five, of the same number in all. no validation: what is recommended is applied. "
            + "no cascades: later stages have forecasts only. no idle times: an idle worker beyond the forecast stays a minute. gamma-poisson only: no network. no uncertainty in pools: pools are sized for the mean. no forecasts: the hybrid histogram. no tuning: the most generous configuration.",
            SystemComparison.Columns,
            found.Rows(),
            [
                found.Draw($"{Name}-violations", "late executions", "late executions, %", (system, workflow) => found.Claims.Of(system, workflow, run => 100 * run.LateShare)),
                found.Draw($"{Name}-cost", "cost", "micro-dollars for an execution", (system, workflow) => found.Claims.Of(system, workflow, run => run.Cost)) with { Logarithmic = true },
            ]);
    }
}
