using System.Collections.Concurrent;
using System.Collections.Immutable;
using Aquatope.Forecasting;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Complete systems on one workflow under a recorded load: they tune beside production, then a day is measured.</summary>
/// <remarks>
/// All systems begin with the most generous configuration and search with as many executions, four trials at a time. With a seed all meet the
/// same executions with the same chance.
/// </remarks>
public sealed class EndToEndStudy
{
    private const int TrialLanes = 4;
    private const int OracleWorkers = 400;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly RecordedWorkflow _workflow;
    private readonly EndToEndSettings _settings;
    private readonly StudyOptions _options;
    private readonly CountSeries _load;
    private readonly int[] _calls;
    private readonly double _pricePerColdStart;
    private readonly ConcurrentDictionary<string, Lazy<LoadForecasts>> _forecasts = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance of the <see cref="EndToEndStudy"/> class.</summary>
    /// <param name="workflow">The workflow, as a platform runs it.</param>
    /// <param name="recorded">Executions a minute, the past first.</param>
    /// <param name="settings">How systems are compared.</param>
    /// <param name="options">Seeds, threads and progress.</param>
    /// <exception cref="ArgumentException">The load is too short.</exception>
    public EndToEndStudy(RecordedWorkflow workflow, CountSeries recorded, EndToEndSettings settings, StudyOptions options)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(options);
        int bins = Bins(settings.Past + settings.WarmUp + settings.Length);
        if (recorded.BinWidth != Minute || recorded.Length < bins)
        {
            throw new ArgumentException($"The load must have {bins} bins of a minute; it has {recorded.Length} of {recorded.BinWidth}.", nameof(recorded));
        }

        (_workflow, _settings, _options) = (workflow, settings, options);
        _calls = workflow.Shape.CallsOf(workflow.Stages.Count);
        _pricePerColdStart = settings.ExecutionsPerColdStart * workflow.Truth(workflow.Problem.Space.MostGenerous).Cost;
        _load = Scaled(recorded.Prefix(bins));
    }

    /// <summary>Runs one system with every seed.</summary>
    /// <param name="system">The system.</param>
    /// <returns>What came of it, in order of the seeds.</returns>
    public ImmutableArray<EndToEndRun> Run(CompleteSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        if (system.Warming == WarmingRule.Forecast)
        {
            // Before threads need it all at once.
            _ = ForecastsOf(system);
        }

        return _options.ForEachSeed(seed => Run(system, seed));
    }

    private EndToEndRun Run(CompleteSystem system, ulong seed)
    {
        bool oracle = system.Warming == WarmingRule.Clairvoyant;
        var billing = new ResourceBilling(_workflow.Prices);
        IdleTimeExperience? idleTimes = system.WeighsIdleTimes ? new IdleTimeExperience() : null;
        ColdStartPrice? price = system.FollowsObjective ? new ColdStartPrice(_workflow.Problem.Objective, _pricePerColdStart) : null;
        Func<ResourceConfiguration, PoolPolicy> prices = resources => PricesOf(resources, price?.Value ?? _pricePerColdStart);
        var deployment = new WorkflowDeployment(_workflow, new DeploymentOptions
        {
            Configuration = oracle ? _workflow.OptimalConfiguration : null,
            PolicyOf = stage => PolicyOf(system, stage, idleTimes, prices),
            Arrivals = new CountArrivals(Simulated(), CallPlacement.Uniform, new SeededRandom(seed).Stream("arrivals")),
            Seed = seed,
            StartsOnDemand = system.Warming != WarmingRule.Autoscale,
            Cascades = new CascadeOptions { PolicyOf = prices },
        });
        var future = new ClairvoyantPools(_calls.Length, [.. _calls.Select((_, stage) => TimeSpan.FromMilliseconds(_workflow.StartUpOf(stage).MeanMs))]);
        if (oracle)
        {
            deployment.Platform.AddListener(future);
        }

        if (price is not null)
        {
            deployment.Platform.AddListener(new ColdStartPriceFollower(price, deployment.Production));
        }

        double tuning = Tune(system, seed, deployment, billing, price);
        deployment.Platform.ResetMeasurements();
        deployment.Platform.RunUntil(_settings.WarmUp + _settings.Length);
        return Measured(system, seed, deployment, (billing, tuning, oracle ? future : null));
    }

    // Runs until measuring begins; returns what tuning cost.
    private double Tune(CompleteSystem system, ulong seed, WorkflowDeployment deployment, ResourceBilling billing, ColdStartPrice? price)
    {
        if (system.Tuner is { } name)
        {
            deployment.Platform.RunUntil(_settings.BeforeSearch);
            ITuner tuner = Strategies.Create(name, seed);
            SimulatedTuning tuned = SimulatedTuning.Begin(deployment, tuner, new TuningCycleOptions
            {
                MaximumTrials = _settings.SearchExecutions / system.ExecutionsPerTrial,
                ExecutionsPerTrial = system.ExecutionsPerTrial,
                MaximumSearch = _settings.WarmUp,
                TrialLanes = TrialLanes,
                MaximumValidations = system.Validates ? 3 : 0,
                Headroom = system.Validates ? _settings.Headroom : 0,
                CanaryTimeout = TimeSpan.FromHours(1),
                Seed = 1000 * seed,
            }, system.PricesIdleWorkers, price);
            while (tuned.Outcome is null && deployment.Platform.Now < _settings.WarmUp)
            {
                _options.CancellationToken.ThrowIfCancellationRequested();
                deployment.Platform.RunUntil(deployment.Platform.Now + Minute);
            }

            if (!system.Validates)
            {
                deployment.Deploy(FunctionOptions.ProductionLane, tuned.Recommend()[0]);
            }
        }

        if (system.Cascades)
        {
            // An hour shows the order of stages, and how long they take at the new configuration.
            deployment.Platform.RunUntil(Max(deployment.Platform.Now, _settings.WarmUp / 2));
            deployment.LearnNeeds();
        }

        deployment.Platform.RunUntil(_settings.WarmUp);
        if (system.Cascades)
        {
            deployment.LearnNeeds();
        }

        return deployment.CostOf(billing).Tuning;
    }

    private EndToEndRun Measured(CompleteSystem system, ulong seed, WorkflowDeployment deployment, (ResourceBilling Billing, double Tuning, ClairvoyantPools? Future) ends)
    {
        WorkflowResult result = deployment.Platform.WorkflowResults()[deployment.Production];
        IReadOnlyList<FunctionResult> stages = deployment.Stages;
        CostSplit cost = deployment.CostOf(ends.Billing);
        double idle = ends.Future is null ? cost.Idle : stages.Select((_, stage) =>
            ends.Future.IdleTime(stage, _settings.WarmUp).TotalSeconds * _workflow.Prices.PerSecond(_workflow.ResourcesAt(stage, deployment.InForce))).Sum();
        WorkflowTruth truth = _workflow.Truth(deployment.InForce);
        double executions = Math.Max(1, result.Completed);
        double total = cost.Execution + idle;
        return new EndToEndRun(
            system.Name,
            _workflow.Name,
            seed,
            result.Completed,
            result.LateShare,
            (double)stages.Sum(stage => stage.ColdStarts) / Math.Max(1, stages.Sum(stage => stage.Executions)),
            total / executions,
            total > 0 ? idle / total : 0,
            ends.Tuning / executions,
            truth.Cost / _workflow.Optimum,
            truth.Feasible);
    }

    private IPoolPolicy PolicyOf(CompleteSystem system, int stage, IdleTimeExperience? idleTimes, Func<ResourceConfiguration, PoolPolicy> prices) => system.Warming switch
    {
        WarmingRule.Autoscale => new AutoscalePolicy(new AutoscaleOptions { Minimum = 1 }),
        WarmingRule.KeepAlive => new KeepAlivePolicy(TimeSpan.FromMinutes(10)),
        WarmingRule.Histogram => new HistogramPolicy(),
        WarmingRule.Clairvoyant => new KeepAlivePolicy(TimeSpan.MaxValue, OracleWorkers),
        _ => new ForecastPolicy(ForecastsOf(system).OfStage(_calls[stage], system.UsesUncertainty), new ForecastPolicyOptions
        {
            Start = _load.Start + _settings.Past,
            HistoryIntervals = 1,
            PricesOf = prices,
            IdleTimes = idleTimes,
        }),
    };

    private PoolPolicy PricesOf(ResourceConfiguration resources, double pricePerColdStart) => new()
    {
        PricePerColdStart = pricePerColdStart,
        PricePerIdleSecond = _workflow.Prices.PerSecond(resources),
        Ceiling = OracleWorkers,
    };

    private LoadForecasts ForecastsOf(CompleteSystem system) => _forecasts.GetOrAdd(
        string.Join(',', system.Forecasters), _ => new Lazy<LoadForecasts>(() => new LoadForecasts(_load, Bins(_settings.Past), system.Forecasters, _options))).Value;

    private CountSeries Simulated() => new(
        _load.Start + _settings.Past, Minute, [.. _load.Counts[Bins(_settings.Past)..].ToArray()]);

    // Whole executions, so that every seed meets the same counts.
    private CountSeries Scaled(CountSeries recorded)
    {
        double[] counts = recorded.Counts.ToArray();
        double factor = Math.Min(1, _settings.MostPerMinute / Math.Max(1e-9, counts.Take(Bins(_settings.Past)).Average()));
        SeededRandom random = new SeededRandom(_options.Seed).Stream("scale");
        return new CountSeries(recorded.Start, Minute, [.. counts.Select(count => Math.Floor((factor * count) + random.NextDouble()))]);
    }

    private static int Bins(TimeSpan length) => (int)Math.Round(length / Minute);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
