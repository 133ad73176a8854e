using System.Globalization;
using Aquatope.Inference;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks.Simulation;

/// <summary>Counts events per second of one function's pool under steady load, on one thread, and what they allocate.</summary>
internal static class PlatformEvents
{
    public static void Run(BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        double rate = settings.Number("rate", 100);
        double seconds = settings.Number("events", 20_000_000) / (2 * rate);
        for (int repeat = 0; repeat < settings.Integer("repeats", 5); repeat++)
        {
            var platform = new ServerlessPlatform([Function(rate, seconds)], seed: 1);
            platform.RunUntil(TimeSpan.FromSeconds(seconds / 20));
            long handled = platform.EventsHandled;
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            TimeSpan processor = Environment.CpuUsage.TotalTime;
            long started = time.GetTimestamp();
            platform.RunUntil(TimeSpan.FromSeconds(seconds));
            double elapsed = time.GetElapsedTime(started).TotalSeconds;
            double busy = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
            handled = platform.EventsHandled - handled;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            FunctionResult result = platform.Results()[0];
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{handled} events in {elapsed:F2} s, {busy:F2} CPU s: {handled / elapsed / 1e6:F2} million/s, {handled / busy / 1e6:F2} by CPU time, {(double)allocated / handled:F3} bytes each; {result.Executions} calls, {result.PeakWorkers} workers at most, {100 * result.ColdStartShare:F3} % cold"));
        }
    }

    private static FunctionOptions Function(double rate, double seconds) => new()
    {
        Name = "pool",
        Configuration = new ResourceConfiguration(1, 512, 1),
        Execution = TimeDistribution.LogNormal(300, 0.5),
        StartUp = TimeDistribution.Constant(500),
        Policy = new KeepAlivePolicy(TimeSpan.FromMinutes(10)),
        Arrivals = new PoissonArrivals(RateProfile.Empty.Then(TimeSpan.FromSeconds(seconds), rate), new SeededRandom(1)),
    };
}
