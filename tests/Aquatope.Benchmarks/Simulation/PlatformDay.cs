using System.Globalization;
using Aquatope.Forecasting;
using Aquatope.Inference;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks.Simulation;

/// <summary>Times one simulated day of many functions at real rates, on one thread.</summary>
/// <remarks>
/// The trace is repeated until it fills the day, and its functions until there are enough, each copy with chance of its own. Where
/// pools follow forecasts, training and the day's forecasts are timed on their own: once for each function of the trace, as copies
/// have the same counts, on all processors.
/// </remarks>
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
            Func<int, IPoolPolicy> policyOf = PoliciesOf(policy, [.. traced.Take(functions)], time, output);
            var platform = new ServerlessPlatform(Enumerable.Range(0, functions).Select(i => Function(traced[i % traced.Count], i, policyOf(i % traced.Count), random)), seed: 1);
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

    private static FunctionOptions Function(TracedFunction traced, int number, IPoolPolicy policy, SeededRandom random)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{traced.Name}-{number}");
        return new FunctionOptions
        {
            Name = name,
            Configuration = new ResourceConfiguration(1, Math.Max(1, (int)Math.Round(traced.MemoryMiB)), 1),
            Execution = TimeDistribution.OfPercentiles(TracedFunction.Percentiles, traced.ExecutionMs),
            StartUp = TimeDistribution.LogNormal(1000, 0.3),
            Policy = policy,
            Arrivals = new CountArrivals(Counts(Day(traced)), CallPlacement.Uniform, random.Stream(name)),
        };
    }

    private static Func<int, IPoolPolicy> PoliciesOf(string policy, TracedFunction[] traced, TimeProvider time, TextWriter output)
    {
        bool weighsIdleTimes = policy.EndsWith(ColdStartStudy.WithIdleTimes, StringComparison.Ordinal);
        IdleTimeExperience? idleTimes = weighsIdleTimes ? new IdleTimeExperience() : null;
        switch (policy)
        {
            case "keep-alive":
                return _ => new KeepAlivePolicy(TimeSpan.FromMinutes(10));
            case "hybrid-histogram":
                return _ => new HistogramPolicy();
            default:
                CountSeries[] days = [.. traced.Select(function => Counts([.. Day(function), .. Day(function)]))];
                ForecastsInAdvance[] forecasts = Forecasts(weighsIdleTimes ? policy[..^ColdStartStudy.WithIdleTimes.Length] : policy, days, time, output);
                return i => new ForecastPolicy(forecasts[i], new ForecastPolicyOptions { Past = days[i].Prefix(MinutesPerDay), IdleTimes = idleTimes });
        }
    }

    // The day before was the same: it is learned from, and the day itself forecast minute by minute.
    private static ForecastsInAdvance[] Forecasts(string method, CountSeries[] days, TimeProvider time, TextWriter output)
    {
        long started = time.GetTimestamp();
        IForecaster[] forecasters =
            [.. days.AsParallel().AsOrdered().Select(day => ForecastingMethods.Find(method).Train(day.Prefix(MinutesPerDay), 1, CancellationToken.None))];
        double training = time.GetElapsedTime(started).TotalSeconds;
        ForecastsInAdvance[] forecasts = [.. days.AsParallel().AsOrdered().Select((day, i) => new ForecastsInAdvance(forecasters[i], day, first: MinutesPerDay))];
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{method}: {days.Length} functions trained in {training:F2} s, {days.Length * MinutesPerDay} forecasts in {time.GetElapsedTime(started).TotalSeconds - training:F2} s"));
        return forecasts;
    }

    private static double[] Day(TracedFunction traced) =>
        [.. Enumerable.Range(0, MinutesPerDay).Select(minute => traced.CallsPerMinute[minute % traced.CallsPerMinute.Length])];

    private static CountSeries Counts(double[] day) => new(new DateTimeOffset(2019, 7, 15, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(1), day);
}
