using System.Runtime.ExceptionServices;

namespace Aquatope.Cli;

/// <summary>Simulates a scenario under its policies, each on a platform of its own that meets the same load and chance.</summary>
internal static class SimulationSession
{
    // So many points, whatever the length: what is remembered of a run does not grow with it.
    private const int MostPoints = 480;

    /// <summary>Simulates.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="status">Where progress is told.</param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <returns>What came of each policy, in their order.</returns>
    public static IReadOnlyList<PolicyOutcome> Run(Scenario scenario, StatusLine status, CancellationToken cancellationToken)
    {
        using var progress = new CountedProgress(status, "Simulating", scenario.Policies.Count * PointsOf(scenario), TimeProvider.System);
        var outcomes = new PolicyOutcome[scenario.Policies.Count];
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, outcomes.Length, options, i => outcomes[i] = Run(scenario, scenario.Policies[i], progress, cancellationToken));
        }
        catch (AggregateException exception)
        {
            // Who called knows what a forecaster or a platform throws, not that several ran at once.
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        return outcomes;
    }

    private static PolicyOutcome Run(Scenario scenario, ScenarioPolicy policy, CountedProgress progress, CancellationToken cancellationToken)
    {
        var simulation = new PolicySimulation(scenario, policy, cancellationToken);
        simulation.RunUntil(scenario.WarmUp);
        simulation.Platform.ResetMeasurements();
        var points = new SimulationPoint[PointsOf(scenario)];
        SimulationPoint before = default;
        for (int i = 0; i < points.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            simulation.RunUntil(scenario.WarmUp + (scenario.Length * (i + 1) / points.Length));
            SimulationPoint now = simulation.Point();
            points[i] = now.Since(before);
            before = now;
            progress.Step();
        }

        return simulation.Outcome(points);
    }

    private static int PointsOf(Scenario scenario) => (int)Math.Clamp(scenario.Length.TotalMinutes, 1, MostPoints);
}
