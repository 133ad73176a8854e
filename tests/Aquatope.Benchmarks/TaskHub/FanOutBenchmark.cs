using System.Globalization;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks.TaskHub;

/// <summary>One orchestration that calls many activities at once and waits for all.</summary>
internal static class FanOutBenchmark
{
    public static async Task RunAsync(BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        using var file = new HubDatabaseFile();
        await using HubRig rig = await HubRig.StartAsync(file.Path, settings, HubOrchestrations.Register);
        await Load.RunAsync(4, TimeSpan.FromSeconds(settings.Number("warmup", 5)), () => rig.RunAsync(HubOrchestrations.FanOut, 100), time);
        foreach (string text in settings.Text("width", "100,1000,10000").Split(','))
        {
            int width = int.Parse(text, CultureInfo.InvariantCulture);
            double[] milliseconds = new double[Math.Max(3, settings.Integer("repeats", 20) * 100 / Math.Max(100, width / 10))];
            for (int i = 0; i < milliseconds.Length; i++)
            {
                long started = time.GetTimestamp();
                await rig.RunAsync(HubOrchestrations.FanOut, width);
                milliseconds[i] = time.GetElapsedTime(started).TotalMilliseconds;
            }

            double median = Percentiles.Of(milliseconds, 50);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"fan-out {width,6}: p50 {median:F0} ms [{milliseconds.Min():F0}-{milliseconds.Max():F0}], {width / median * 1000:F0} activities/s ({milliseconds.Length} executions)"));
        }
    }
}
