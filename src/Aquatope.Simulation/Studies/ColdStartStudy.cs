using System.Collections.Immutable;
using Aquatope.Forecasting;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Cold starts against memory time of policies that keep workers warm, on the recorded load of Azure Functions.</summary>
/// <remarks>
/// The first half of the load is for learning and warming up, the second half is measured. Each policy has one setting that
/// trades cold starts for memory, and is run with several values of it. Forecasting policies differ in their forecaster only.
/// </remarks>
public static class ColdStartStudy
{
    private const int LearnedMinutes = 240;
    private const int ForecastsFrom = LearnedMinutes - 10;
    private const int Horizon = 2;
    private static readonly double[] KeepAliveMinutes = [1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120];
    private static readonly double[] Tails = [0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1];
    private static readonly double[] ColdStartGiBSeconds = [1, 3, 10, 20, 40, 80, 160, 400];

    /// <summary>Runs the study.</summary>
    /// <param name="methods">The forecasting methods, of <see cref="ForecastingMethods.Names"/>.</param>
    /// <param name="options">Seeds of loads, threads and progress.</param>
    /// <returns>The points, by policy and setting.</returns>
    public static ImmutableArray<ColdStartPoint> Run(IReadOnlyList<string> methods, StudyOptions options)
    {
        ArgumentNullException.ThrowIfNull(methods);
        ArgumentNullException.ThrowIfNull(options);
        var points = ImmutableArray.CreateBuilder<ColdStartPoint>();
        foreach (double minutes in KeepAliveMinutes)
        {
            points.Add(Replay("keep-alive", minutes, _ => new KeepAlivePolicy(TimeSpan.FromMinutes(minutes)), options.Seed));
        }

        foreach (double tail in Tails)
        {
            points.Add(Replay("hybrid-histogram", tail, _ => new HistogramPolicy(new HybridHistogramOptions { Tail = tail }), options.Seed));
        }

        foreach (string method in methods)
        {
            RecalledForecaster[] forecasters = Forecasters(method, options);
            foreach (double price in ColdStartGiBSeconds)
            {
                points.Add(Replay(method, price, i => Policy(forecasters[i], AzureFunctionsTrace.Load[i], price), options.Seed));
            }

            options.Progress(method);
        }

        return points.ToImmutable();
    }

    private static RecalledForecaster[] Forecasters(string method, StudyOptions options)
    {
        CountSeries[] series = [.. AzureFunctionsTrace.Load.Select(Counts)];
        CountSeries[] learned = [.. series.Select(counts => counts.Prefix(LearnedMinutes))];
        IForecasterTrainer trainer = ForecastingMethods.Find(method);
        IForecaster? common = trainer is HybridBayesianTrainer hybrid ? hybrid.TrainGlobal(learned, options.Seed, options.CancellationToken) : null;
        return [.. ParallelEnumerable.Range(0, series.Length).AsOrdered().WithDegreeOfParallelism(options.Threads).Select(i =>
            new RecalledForecaster(common ?? trainer.Train(learned[i], options.Seed, options.CancellationToken), series[i], ForecastsFrom, Horizon))];
    }

    private static ForecastPolicy Policy(IForecaster forecaster, TracedFunction function, double gibSeconds) => new(forecaster, new ForecastPolicyOptions
    {
        Start = AzureFunctionsTrace.Start,
        KeepAlive = TimeSpan.Zero,
        Prices = new PoolPolicy { PricePerColdStart = gibSeconds, PricePerIdleSecond = function.MemoryMiB / 1024, IntervalsBeforeShrinking = 1, Ceiling = 1000 },
    });

    private static CountSeries Counts(TracedFunction function) => new(AzureFunctionsTrace.Start, TimeSpan.FromMinutes(1), function.CallsPerMinute);

    private static ColdStartPoint Replay(string policy, double setting, Func<int, IPoolPolicy> policyOf, ulong seed)
    {
        var random = new SeededRandom(seed);
        var platform = new ServerlessPlatform(AzureFunctionsTrace.Load.Select((function, i) => new FunctionOptions
        {
            Name = function.Name,
            Configuration = new ResourceConfiguration(1, Math.Max(1, (int)Math.Round(function.MemoryMiB)), 1),
            Execution = TimeDistribution.OfPercentiles(TracedFunction.Percentiles, function.ExecutionMs),
            StartUp = TimeDistribution.LogNormal(1000, 0.3),
            Policy = policyOf(i),
            Arrivals = new CountArrivals(Counts(function), CallPlacement.Uniform, random.Stream(function.Name)),
        }), seed);
        platform.RunUntil(TimeSpan.FromMinutes(LearnedMinutes));
        platform.ResetMeasurements();
        platform.RunUntil(TimeSpan.FromMinutes(2 * LearnedMinutes));
        IReadOnlyList<FunctionResult> results = platform.Results();
        double executions = results.Sum(result => result.Executions);
        return new ColdStartPoint(
            policy,
            setting,
            results.Sum(result => result.ColdStarts) / executions,
            results.Sum(result => result.MiBSeconds) / 1024 / 3600,
            results.Sum(result => result.Provisioned.Sum(time => time.BusyMiBSeconds)) / 1024 / 3600);
    }
}
