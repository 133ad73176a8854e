using System.Collections.Immutable;
using Aquatope.Forecasting;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Cold starts against memory time of policies that keep workers warm, on the recorded load of Azure Functions.</summary>
/// <remarks>
/// The first half of the load is for learning and warming up, the second half is measured. Each policy has one setting that
/// trades cold starts for memory, and is run with several values of it; all meet the same calls. Policies that forecast differ
/// in the forecaster only: after each minute the pool is sized anew, and what is beyond the target goes at once, unless the
/// policy also weighs idle times, as production does.
/// </remarks>
public sealed class ColdStartStudy
{
    private const int LearnedMinutes = 240;
    private static readonly ImmutableArray<double> KeepAliveMinutes = [1, 2, 5, 10, 20, 60, 120];
    private static readonly ImmutableArray<double> Tails = [0.5, 0.8, 0.9, 0.95, 0.99];
    private static readonly ImmutableArray<double> ColdStartGiBSeconds = [1, 3, 10, 20, 40, 80, 160, 400, 1000, 2500];

    private readonly StudyOptions _options;
    private readonly ImmutableArray<TracedFunction> _load;

    /// <summary>Initializes a new instance of the <see cref="ColdStartStudy"/> class.</summary>
    /// <param name="options">The seed of load and training, threads and progress; there is one run of each, whatever the number of seeds.</param>
    /// <param name="functions">How many functions of the load; all where there are fewer. Default: all.</param>
    public ColdStartStudy(StudyOptions options, int functions = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(functions);
        _options = options;
        _load = [.. AzureFunctionsTrace.Load.Take(functions)];
    }

    /// <summary>Gets what a forecasting method's name is followed by where idle times are weighed as well.</summary>
    public const string WithIdleTimes = "+idle-times";

    /// <summary>Gets the policies that forecast nothing.</summary>
    public static ImmutableArray<string> Baselines { get; } = ["keep-alive", "hybrid-histogram"];

    /// <summary>Gets the policy of production: forecasts and idle times.</summary>
    public static string Ours => ForecastingMethods.Names[0] + WithIdleTimes;

    /// <summary>Runs one policy with all of its settings.</summary>
    /// <param name="policy">
    /// One of <see cref="Baselines"/>, "idle-times", or a forecasting method of <see cref="ForecastingMethods.Names"/>, with or without
    /// <see cref="WithIdleTimes"/>.
    /// </param>
    /// <returns>The points, from the least memory on, as a rule.</returns>
    /// <exception cref="ArgumentException">There is no such method.</exception>
    /// <exception cref="OperationCanceledException">The study was ended.</exception>
    public ImmutableArray<ColdStartPoint> Run(string policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy switch
        {
            "keep-alive" => Each(KeepAliveMinutes, (minutes, _) => new KeepAlivePolicy(TimeSpan.FromMinutes(minutes)), policy),
            "hybrid-histogram" => Each(Tails, (tail, _) => new HistogramPolicy(new HybridHistogramOptions { Tail = tail }), policy),
            "idle-times" => EachPrice((price, idleTimes, i) => new IdleTimesPolicy(idleTimes, PricesOf(_load[i], price)), policy),
            _ => RunForecasts(policy),
        };
    }

    private ImmutableArray<ColdStartPoint> RunForecasts(string policy)
    {
        bool weighsIdleTimes = policy.EndsWith(WithIdleTimes, StringComparison.Ordinal);
        ImmutableArray<ForecastsInAdvance> forecasters = Forecasters(weighsIdleTimes ? policy[..^WithIdleTimes.Length] : policy);
        return EachPrice((price, idleTimes, i) => PolicyOf(forecasters[i], PricesOf(_load[i], price), weighsIdleTimes ? idleTimes : null), policy);
    }

    // What pools have learned together is one run's own.
    private ImmutableArray<ColdStartPoint> EachPrice(Func<double, IdleTimeExperience, int, IPoolPolicy> policyOf, string policy) =>
        EachReplay(ColdStartGiBSeconds, price =>
        {
            var idleTimes = new IdleTimeExperience();
            return i => policyOf(price, idleTimes, i);
        }, policy);

    private ImmutableArray<ColdStartPoint> Each(ImmutableArray<double> settings, Func<double, int, IPoolPolicy> policyOf, string policy) =>
        EachReplay(settings, setting => i => policyOf(setting, i), policy);

    private ImmutableArray<ColdStartPoint> EachReplay(ImmutableArray<double> settings, Func<double, Func<int, IPoolPolicy>> policiesOf, string policy)
    {
        ColdStartPoint[] points = [.. InParallel(settings.Length).Select(s => Replay(policy, settings[s], policiesOf(settings[s])))];
        _options.Progress(policy);
        return [.. points];
    }

    private ParallelQuery<int> InParallel(int count) => ParallelEnumerable.Range(0, count).AsOrdered()
        .WithDegreeOfParallelism(Math.Clamp(_options.Threads, 1, 512)).WithCancellation(_options.CancellationToken);

    // One model over all functions where the method has such: eight hours of one function teach little.
    private ImmutableArray<ForecastsInAdvance> Forecasters(string method)
    {
        CountSeries[] series = [.. _load.Select(Counts)];
        CountSeries[] learned = [.. series.Select(counts => counts.Prefix(LearnedMinutes))];
        IForecasterTrainer trainer = ForecastingMethods.Find(method);
        IForecaster? common = trainer is HybridBayesianTrainer hybrid ? hybrid.TrainGlobal(learned, _options.Seed, _options.CancellationToken) : null;
        return
        [
            .. InParallel(series.Length).Select(i => new ForecastsInAdvance(
                common ?? trainer.Train(learned[i], _options.Seed, _options.CancellationToken), series[i], first: 1)),
        ];
    }

    private static ForecastPolicy PolicyOf(IForecaster forecaster, PoolPolicy prices, IdleTimeExperience? idleTimes) => new(forecaster, new ForecastPolicyOptions
    {
        Start = AzureFunctionsTrace.Start,
        KeepAlive = TimeSpan.Zero,
        Prices = prices,
        IdleTimes = idleTimes,
    });

    private static PoolPolicy PricesOf(TracedFunction function, double gibSeconds) => new()
    {
        PricePerColdStart = gibSeconds,
        PricePerIdleSecond = function.MemoryMiB / 1024,
        IntervalsBeforeShrinking = 1,
        Ceiling = 1000,
    };

    private static CountSeries Counts(TracedFunction function) => new(AzureFunctionsTrace.Start, TimeSpan.FromMinutes(1), function.CallsPerMinute);

    private ColdStartPoint Replay(string policy, double setting, Func<int, IPoolPolicy> policyOf)
    {
        var random = new SeededRandom(_options.Seed);
        var platform = new ServerlessPlatform(_load.Select((function, i) => new FunctionOptions
        {
            Name = function.Name,
            Configuration = new ResourceConfiguration(1, Math.Max(1, (int)Math.Round(function.MemoryMiB)), 1),
            Execution = TimeDistribution.OfPercentiles(TracedFunction.Percentiles, function.ExecutionMs),
            StartUp = TimeDistribution.LogNormal(1000, 0.3),
            Policy = policyOf(i),
            Arrivals = new CountArrivals(Counts(function), CallPlacement.Uniform, random.Stream(function.Name)),
        }), _options.Seed);
        platform.RunUntil(TimeSpan.FromMinutes(LearnedMinutes));
        platform.ResetMeasurements();
        platform.RunUntil(TimeSpan.FromMinutes(_load[0].CallsPerMinute.Length));
        IReadOnlyList<FunctionResult> results = platform.Results();
        return new ColdStartPoint(
            policy,
            setting,
            (double)results.Sum(result => result.ColdStarts) / results.Sum(result => result.Executions),
            GiBHours(results, time => time.MiBSeconds),
            GiBHours(results, time => time.BusyMiBSeconds));
    }

    private static double GiBHours(IReadOnlyList<FunctionResult> results, Func<ProvisionedTime, double> mibSeconds) =>
        results.Sum(result => result.Provisioned.Sum(mibSeconds)) / 1024 / 3600;
}
