using System.Collections.Immutable;

namespace Aquatope.Simulation;

/// <summary>A system that chooses configurations and keeps workers warm, as it is put together from parts.</summary>
/// <param name="Name">What results call it.</param>
public sealed record CompleteSystem(string Name)
{
    /// <summary>Gets the tuner, by its name among <see cref="Tuning.Strategies"/>; null: the configuration stays as it is. Default: null.</summary>
    public string? Tuner { get; init; }

    /// <summary>Gets a value indicating whether what is recommended is validated, watched in production, and taken back where it does worse. Default: false, it is applied.</summary>
    public bool Validates { get; init; }

    /// <summary>Gets what keeps workers warm.</summary>
    public required WarmingRule Warming { get; init; }

    /// <summary>Gets a value indicating whether workers of later stages are started just in time for each execution. Default: false.</summary>
    public bool Cascades { get; init; }

    /// <summary>Gets the forecasting methods, of which the best on the latest day is taken. Default: none.</summary>
    public ImmutableArray<string> Forecasters { get; init; } = [];

    /// <summary>Gets a value indicating whether pools are sized by the whole distribution of a forecast, not by its mean. Default: true.</summary>
    public bool UsesUncertainty { get; init; } = true;

    /// <summary>Gets a value indicating whether idle workers beyond the forecast's stay and come back as idle times make it worth while. Default: false, a minute.</summary>
    public bool WeighsIdleTimes { get; init; }

    /// <summary>Gets a value indicating whether the price of a cold start follows the objective. Default: false, it is fixed.</summary>
    public bool FollowsObjective { get; init; }

    /// <summary>
    /// Gets a value indicating whether the price of the idle workers that pools keep for each call is part of what a recommended configuration costs,
    /// so that pools and configuration are decided together. Default: false.
    /// </summary>
    public bool PricesIdleWorkers { get; init; }

    /// <summary>Gets the executions of each trial of the search; the number of executions of all trials is the same for every system. Default: 5.</summary>
    public int ExecutionsPerTrial { get; init; } = 5;

    /// <summary>Gets a value indicating whether it decides under uncertainty at all. Default: false.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>Gets the baselines of the paper, and its own system as published and repaired.</summary>
    public static ImmutableArray<CompleteSystem> Baselines { get; } =
    [
        new("autoscale") { Warming = WarmingRule.Autoscale },
        new("clite-histogram") { Tuner = "clite", Warming = WarmingRule.Histogram },
        new("orion-prewarm") { Tuner = "orion", Warming = WarmingRule.KeepAlive, Cascades = true },
        new("aquatope-published") { Tuner = "as-published", Warming = WarmingRule.Forecast, Forecasters = ["hbnn"], UsesUncertainty = false, ExecutionsPerTrial = 1 },
        new("aquatope-repaired") { Tuner = "black-box", Warming = WarmingRule.Forecast, Forecasters = ["hbnn"], IsUncertain = true },
    ];

    /// <summary>Gets this project's system.</summary>
    public static CompleteSystem Ours { get; } = new("ours")
    {
        Tuner = "workflow",
        Validates = true,
        Warming = WarmingRule.Forecast,
        Forecasters = ["hbnn", "gamma-poisson"],
        WeighsIdleTimes = true,
        FollowsObjective = true,
        PricesIdleWorkers = true,
        Cascades = true,
        IsUncertain = true,
    };

    /// <summary>Gets the same, with the configuration decided by what executions cost alone, apart from pools.</summary>
    public static CompleteSystem Separate { get; } = Ours with { Name = "ours-separate", PricesIdleWorkers = false };

    /// <summary>Gets what knows the truth of every configuration and every call to come.</summary>
    public static CompleteSystem Oracle { get; } = new("oracle") { Warming = WarmingRule.Clairvoyant };

    /// <summary>Gets this project's system without one part each, and as it is.</summary>
    public static ImmutableArray<CompleteSystem> Ablations { get; } =
    [
        Ours,
        Separate,
        Ours with { Name = "black box", Tuner = "black-box" },
        Ours with { Name = "no replicates", ExecutionsPerTrial = 1 },
        Ours with { Name = "no validation", Validates = false },
        Ours with { Name = "no cascades", Cascades = false },
        Ours with { Name = "no idle times", WeighsIdleTimes = false },
        Ours with { Name = "fixed price of a cold start", FollowsObjective = false },
        Ours with { Name = "no uncertainty in pools", UsesUncertainty = false },
        Ours with { Name = "no forecasts", Warming = WarmingRule.Histogram, Forecasters = [] },
        Ours with { Name = "gamma-poisson only", Forecasters = ["gamma-poisson"] },
        Ours with { Name = "no tuning", Tuner = null, Validates = false },
    ];
}

/// <summary>What keeps workers warm.</summary>
public enum WarmingRule
{
    /// <summary>Reactive autoscaling, as Kubernetes does it.</summary>
    Autoscale,

    /// <summary>Ten minutes of keep-alive.</summary>
    KeepAlive,

    /// <summary>The hybrid histogram.</summary>
    Histogram,

    /// <summary>Pools sized by forecasts.</summary>
    Forecast,

    /// <summary>Every call to come is known.</summary>
    Clairvoyant,
}
