using System.Runtime.ExceptionServices;
using Aquatope.Forecasting;
using Aquatope.Inference;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>Simulates a scenario under its policies, each on a platform of its own that meets the same load and chance.</summary>
internal static class SimulationSession
{
    // So many points, whatever the length: what is remembered of a run does not grow with it.
    private const int MostPoints = 480;
    private const int OnlyWorkflow = 0;

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
        SeededRandom random = new SeededRandom(scenario.Seed).Stream("scenario");
        CountSeries? past = policy.Forecasts is null ? null : scenario.Load.Past(scenario.Past, random);
        var idleTimes = new IdleTimeExperience();
        ColdStartPrice? price = policy.FollowedPrice is { } initial ? new ColdStartPrice(scenario.Objective, initial) : null;
        ColdStartPriceFollower? follower = price is null ? null : new ColdStartPriceFollower(price, OnlyWorkflow);
        var platform = new ServerlessPlatform(scenario.Stages.Select(Function), scenario.Seed, follower, scenario.Hosts);
        platform.AddWorkflow(new WorkflowOptions
        {
            Name = scenario.Name,
            Shape = scenario.Shape,
            Functions = [.. Enumerable.Range(0, scenario.Stages.Count)],
            Arrivals = scenario.Load.Starts(scenario.Past, random),
            Objective = scenario.Objective,
            Needs = policy.Cascades ? CascadeRehearsal.Plan(scenario) : [],
        });
        platform.RunUntil(scenario.WarmUp);
        platform.ResetMeasurements();
        SimulationPoint[] points = Measure(platform, scenario, progress, cancellationToken);
        IReadOnlyList<FunctionResult> stages = platform.Results();
        return new PolicyOutcome(policy.Name, platform.WorkflowResults()[OnlyWorkflow], stages, [.. stages.Select(scenario.Billing.CostOf)], points);

        FunctionOptions Function(ScenarioStage stage)
        {
            CountSeries? own = past is null ? null : new CountSeries(past.Start, past.BinWidth, [.. past.Counts.ToArray().Select(count => stage.Calls * count)]);
            IForecaster? forecaster = own is null ? null : ForecastingMethods.Find(policy.Forecasts!).Train(own, scenario.Seed, cancellationToken);
            return stage.Create(policy.Create(new PooledStage(stage.Configuration, own, forecaster, idleTimes, price)), policy.StartsOnDemand);
        }
    }

    private static SimulationPoint[] Measure(ServerlessPlatform platform, Scenario scenario, CountedProgress progress, CancellationToken cancellationToken)
    {
        int count = PointsOf(scenario);
        var points = new SimulationPoint[count];
        SimulationPoint before = default;
        for (int i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            platform.RunUntil(scenario.WarmUp + (scenario.Length * (i + 1) / count));
            SimulationPoint now = SimulationPoint.Of(platform, scenario.WarmUp);
            points[i] = now.Since(before);
            before = now;
            progress.Step();
        }

        return points;
    }

    private static int PointsOf(Scenario scenario) => (int)Math.Clamp(scenario.Length.TotalMinutes, 1, MostPoints);
}
