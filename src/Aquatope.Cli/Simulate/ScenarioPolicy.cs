using Aquatope.Forecasting;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>A policy that a scenario is simulated under.</summary>
/// <param name="Name">What it is called in the results.</param>
/// <param name="StartsOnDemand">Whether calls have workers started, or only the policy starts them.</param>
/// <param name="Forecasts">The forecasting method, or null where there is none.</param>
/// <param name="Create">Makes it for one stage.</param>
internal sealed record ScenarioPolicy(string Name, bool StartsOnDemand, string? Forecasts, Func<PooledStage, IPoolPolicy> Create)
{
    private static readonly string[] Names = ["keep-alive", "hybrid-histogram", "forecast", "autoscale", "flex"];

    /// <summary>Gets a value indicating whether idle workers stay and come back by their idle times.</summary>
    public bool WeighsIdleTimes { get; init; }

    /// <summary>Gets the price of a cold start from which on it follows the objective; null: it does not.</summary>
    public double? FollowedPrice { get; init; }

    /// <summary>Gets a value indicating whether workers of later stages are started just in time for each execution.</summary>
    public bool Cascades { get; init; }

    /// <summary>Gets how the workflow is tuned beside production; null: it is not.</summary>
    public ScenarioTuning? Tuning { get; init; }

    /// <summary>Reads a policy: its name, or an object with settings.</summary>
    /// <param name="node">The value.</param>
    /// <param name="prices">What workers cost while they are idle.</param>
    /// <returns>The policy.</returns>
    public static ScenarioPolicy Read(ScenarioNode node, PriceList prices)
    {
        ScenarioNode name = node.IsText ? node : node.Get("policy");
        ScenarioPolicy policy = name.Text() switch
        {
            "keep-alive" => KeepAlive(node),
            "hybrid-histogram" => Histogram(node),
            "forecast" => Forecast(node, prices),
            "autoscale" => Autoscale(node),
            "flex" => Flex(node),
            _ => throw name.Wrong($"there is no policy '{name.Text()}'; there are {string.Join(", ", Names)}"),
        };
        policy = Setting(node, "cascade")?.Boolean() ?? false ? policy with { Name = $"{policy.Name}, cascade", Cascades = true } : policy;
        policy = Setting(node, "tuning") is { } settings && ScenarioTuning.Read(settings) is { } tuning ? policy with { Name = $"{policy.Name}, tuned", Tuning = tuning } : policy;
        return Setting(node, "name") is { } called ? policy with { Name = called.Text() } : policy;
    }

    private static ScenarioNode? Setting(ScenarioNode node, string name) => node.IsObject ? node.Find(name) : null;

    private static void Check(ScenarioNode node, params ReadOnlySpan<string> settings)
    {
        if (node.IsObject)
        {
            node.With(["policy", "name", "cascade", "tuning", .. settings]);
        }
    }

    private static ScenarioPolicy KeepAlive(ScenarioNode node)
    {
        Check(node, "minutes", "warmWorkers");
        double minutes = Setting(node, "minutes")?.Number(0, 1e6) ?? 10;
        int warm = Setting(node, "warmWorkers")?.Integer(0, 1_000_000) ?? 0;
        return new ScenarioPolicy("keep-alive", true, null, _ => new KeepAlivePolicy(TimeSpan.FromMinutes(minutes), warm));
    }

    private static ScenarioPolicy Histogram(ScenarioNode node)
    {
        Check(node);
        return new ScenarioPolicy("hybrid-histogram", true, null, _ => new HistogramPolicy());
    }

    private static ScenarioPolicy Forecast(ScenarioNode node, PriceList prices)
    {
        Check(node, "method", "pricePerColdStart", "keepAliveMinutes", "followsObjective", "ceiling", "historyMinutes", "idleTimes");
        ScenarioNode? method = Setting(node, "method");
        string name = method?.Text() ?? ForecastingMethods.Names[0];
        if (!ForecastingMethods.Names.Contains(name, StringComparer.Ordinal))
        {
            throw method!.Wrong($"there is no forecasting method '{name}'; there are {string.Join(", ", ForecastingMethods.Names)}");
        }

        if (prices.PerVcpuSecond + prices.PerGiBSecond <= 0)
        {
            throw node.Wrong("a forecast weighs cold starts against idle workers, so the prices of vCPU and memory cannot both be zero");
        }

        double coldStart = Setting(node, "pricePerColdStart")?.Number(0, 1e6) ?? new PoolPolicy().PricePerColdStart;
        double keepAlive = Setting(node, "keepAliveMinutes")?.Number(0, 1e6) ?? 1;
        int ceiling = Setting(node, "ceiling")?.Integer(1, 1_000_000) ?? new PoolPolicy().Ceiling;
        int history = Setting(node, "historyMinutes")?.Integer(1, 1_000_000) ?? new ForecastPolicyOptions().HistoryIntervals;
        bool idleTimes = Setting(node, "idleTimes")?.Boolean() ?? false;
        bool follows = Setting(node, "followsObjective")?.Boolean() ?? false;
        if (idleTimes && Setting(node, "keepAliveMinutes") is { } fixedTime)
        {
            throw fixedTime.Wrong("idle workers stay as long as 'idleTimes' makes it worth while, so no time can be fixed");
        }

        return new ScenarioPolicy(idleTimes ? name + ColdStartStudy.WithIdleTimes : name, true, name, stage => new ForecastPolicy(stage.Forecaster!, new ForecastPolicyOptions
        {
            Prices = PricesOf(stage.Resources, coldStart),
            PricesOf = resources => PricesOf(resources, stage.ColdStart?.Value ?? coldStart),
            KeepAlive = TimeSpan.FromMinutes(keepAlive),
            HistoryIntervals = history,
            Past = stage.Past,
            IdleTimes = idleTimes ? stage.IdleTimes : null,
        }))
        {
            WeighsIdleTimes = idleTimes,
            FollowedPrice = follows ? coldStart : null,
        };

        PoolPolicy PricesOf(ResourceConfiguration resources, double pricePerColdStart) =>
            new() { PricePerColdStart = pricePerColdStart, PricePerIdleSecond = prices.PerSecond(resources), Ceiling = ceiling };
    }

    private static ScenarioPolicy Autoscale(ScenarioNode node)
    {
        Check(node, "utilisation", "minimum", "maximum", "stabilisationMinutes", "intervalSeconds");
        int minimum = Setting(node, "minimum")?.Integer(0, 1_000_000) ?? 1;
        var options = new AutoscaleOptions
        {
            TargetUtilisation = Setting(node, "utilisation")?.Number(0.01, 1) ?? 0.7,
            Minimum = minimum,
            Maximum = Setting(node, "maximum")?.Integer(Math.Max(1, minimum), 1_000_000) ?? Math.Max(1000, minimum),
            Stabilisation = TimeSpan.FromMinutes(Setting(node, "stabilisationMinutes")?.Number(0, 1e4) ?? 5),
            Interval = TimeSpan.FromSeconds(Setting(node, "intervalSeconds")?.Number(0.1, 1e5) ?? 15),
        };
        return new ScenarioPolicy("autoscale", false, null, _ => new AutoscalePolicy(options));
    }

    private static ScenarioPolicy Flex(ScenarioNode node)
    {
        Check(node, "alwaysReady", "maximumInstances", "intervalSeconds", "mostNewInstances", "idleSeconds");
        var options = new FlexScaleOptions
        {
            AlwaysReady = Setting(node, "alwaysReady")?.Integer(0, 1_000_000) ?? 0,
            MaximumInstances = Setting(node, "maximumInstances")?.Integer(1, 1000) ?? 100,
            Interval = TimeSpan.FromSeconds(Setting(node, "intervalSeconds")?.Number(0.1, 1e5) ?? 5),
            MostNewInstances = Setting(node, "mostNewInstances")?.Integer(1, 1000) ?? 85,
            IdleTime = TimeSpan.FromSeconds(Setting(node, "idleSeconds")?.Number(0, 1e5) ?? 30),
        };
        return new ScenarioPolicy("flex", false, null, _ => new FlexScalePolicy(options));
    }
}
