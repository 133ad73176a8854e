using System.Globalization;
using Aquatope.Forecasting;
using Aquatope.Inference;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks.Simulation;

/// <summary>Times one simulated day of many functions at real rates, on one thread.</summary>
/// <remarks>The trace is repeated until it fills the day, and its functions until there are enough, each copy with chance of its own.</remarks>
internal static class PlatformDay
{
    private const int MinutesPerDay = 1440;

    public static void Run(BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        IReadOnlyList<TracedFunction> traced = AzureFunctionsTrace.Load;
        int functions = settings.Integer("functions", 500);
        string[] policies = settings.Text("policies", "keep-alive,hybrid-histogram").Split(',');
        foreach (string policy in policies)
        {
            var random = new SeededRandom((ulong)settings.Integer("seed", 1));
            var platform = new ServerlessPlatform(Enumerable.Range(0, functions).Select(i => Function(traced[i % traced.Count], i, policy, random)), seed: 1);
            TimeSpan processor = Environment.CpuUsage.TotalTime;
            long started = time.GetTimestamp();
            platform.RunUntil(TimeSpan.FromDays(1));
            double elapsed = time.GetElapsedTime(started).TotalSeconds;
            processor = Environment.CpuUsage.TotalTime - processor;
            IReadOnlyList<FunctionResult> results = platform.Results();
            long calls = results.Sum(result => result.Executions);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{policy}: {functions} functions, {calls} calls, {platform.EventsHandled} events in {elapsed:F2} s, {processor.TotalSeconds:F2} CPU s; {100.0 * results.Sum(result => result.ColdStarts) / calls:F3} % cold, {results.Sum(result => result.MiBSeconds) / 1024 / 3600:F0} GiB h, {GC.GetTotalMemory(forceFullCollection: true) / 1e6:F0} MB held"));
        }
    }

    private static FunctionOptions Function(TracedFunction traced, int number, string policy, SeededRandom random)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{traced.Name}-{number}");
        double[] day = [.. Enumerable.Range(0, MinutesPerDay).Select(minute => traced.CallsPerMinute[minute % traced.CallsPerMinute.Length])];
        return new FunctionOptions
        {
            Name = name,
            Configuration = new ResourceConfiguration(1, Math.Max(1, (int)Math.Round(traced.MemoryMiB)), 1),
            Execution = TimeDistribution.OfPercentiles(TracedFunction.Percentiles, traced.ExecutionMs),
            StartUp = TimeDistribution.LogNormal(1000, 0.3),
            Policy = policy switch
            {
                "keep-alive" => new KeepAlivePolicy(TimeSpan.FromMinutes(10)),
                "hybrid-histogram" => new HistogramPolicy(),
                _ => Forecast(policy, Counts([.. day, .. day])),
            },
            Arrivals = new CountArrivals(Counts(day), CallPlacement.Uniform, random.Stream(name)),
        };
    }

    // The day before was the same: it is learned from, and the day itself forecast minute by minute.
    private static ForecastPolicy Forecast(string method, CountSeries days)
    {
        CountSeries past = days.Prefix(MinutesPerDay);
        IForecaster forecaster = ForecastingMethods.Find(method).Train(past, 1, CancellationToken.None);
        return new ForecastPolicy(new ForecastsInAdvance(forecaster, days, first: MinutesPerDay), new ForecastPolicyOptions { Past = past });
    }

    private static CountSeries Counts(double[] day) => new(new DateTimeOffset(2019, 7, 15, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(1), day);
}
