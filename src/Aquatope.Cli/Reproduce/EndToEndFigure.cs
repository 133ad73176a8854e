using System.Collections.Immutable;
using Aquatope.Simulation;

namespace Aquatope.Cli;

/// <summary>Violations and cost of complete systems.</summary>
internal static class EndToEndFigure
{
    public const string Name = "endtoend";

    /// <summary>Makes the figure.</summary>
    public static Figure Make(FigureRequest request)
    {
        ImmutableArray<string> workflows = request.Quick ? request.ProblemsOr("chain", "slapp-chain") : request.ProblemsOr(Problems.OnPlatform);
        SystemComparison found = SystemComparison.Run(request, workflows, [.. CompleteSystem.Baselines, CompleteSystem.Ours, CompleteSystem.Separate, CompleteSystem.Oracle]);
        return new Figure(
            Name,
            "Violations and cost of complete systems under a day of recorded load",
            SystemComparison.Describe(request)
            + " autoscale: Kubernetes' rule, no search. clite-histogram: CLITE's score, hybrid histogram. orion-prewarm: Orion's model, ten minutes of keep-alive, workers of later stages in time. "
            + "aquatope-published: the released code's search, the hybrid network's mean. aquatope-repaired: constrained noisy expected improvement over all knobs, the network's distribution. "
            + "ours: the workflow tuner with validation and canary, the better of network and gamma-Poisson on the latest day, cascades, idle workers kept by idle times, a price of a cold start that follows the objective, and what idle workers cost in the choice of a configuration. ours-separate: the same, with the configuration chosen by what executions cost. oracle: the cheapest configuration by the tables, every call known in advance, workers stay idle or start again, whichever is less.",
            SystemComparison.Columns,
            found.Rows(),
            [
                found.Draw($"{Name}-violations", "late executions", "late executions, %", (system, workflow) => found.Claims.Of(system, workflow, run => 100 * run.LateShare)),
                found.Draw($"{Name}-cost", "cost over the oracle's", "cost, oracle = 1", (system, workflow) =>
                    Relative(found.Claims.Of(system, workflow, run => run.Cost), found.Claims.Of(CompleteSystem.Oracle.Name, workflow, run => run.Cost).Value)) with { Logarithmic = true },
            ])
        {
            Claims = found.Claims.Sentences(),
        };
    }

    private static Estimate Relative(Estimate estimate, double to) => new(estimate.Value / to, estimate.Low / to, estimate.High / to);
}
