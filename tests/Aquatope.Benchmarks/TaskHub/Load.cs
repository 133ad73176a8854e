using System.Collections.Concurrent;
using System.Globalization;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks.TaskHub;

/// <summary>What a closed loop of clients measured.</summary>
/// <param name="Concurrency">How many clients each kept one execution going.</param>
/// <param name="Latencies">Per execution, from the call that starts it to the answer that it has ended, in milliseconds.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Cpu">Processor time of client, hub and worker together.</param>
/// <param name="AllocatedBytes">Managed bytes allocated by client, hub and worker together.</param>
internal sealed record Load(int Concurrency, IReadOnlyList<double> Latencies, TimeSpan Elapsed, TimeSpan Cpu, long AllocatedBytes)
{
    public double PerSecond => Latencies.Count / Elapsed.TotalSeconds;

    public double CpuMs => Cpu.TotalMilliseconds / Latencies.Count;

    /// <summary>Lets a number of clients run executions, each one after the other, for a time.</summary>
    public static async Task<Load> RunAsync(int concurrency, TimeSpan duration, Func<Task> execute, TimeProvider time)
    {
        var latencies = new ConcurrentBag<double>();
        long allocated = GC.GetTotalAllocatedBytes();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long began = time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
        {
            while (time.GetElapsedTime(began) < duration)
            {
                long started = time.GetTimestamp();
                await execute();
                latencies.Add(time.GetElapsedTime(started).TotalMilliseconds);
            }
        })));
        return new Load(
            concurrency, [.. latencies], time.GetElapsedTime(began), Environment.CpuUsage.TotalTime - cpu, GC.GetTotalAllocatedBytes() - allocated);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"concurrency {Concurrency,4}: {PerSecond,7:F0} executions/s, p50 {Percentiles.Of(Latencies, 50):F1} ms, p99 {Percentiles.Of(Latencies, 99):F1} ms, "
        + $"{CpuMs:F2} ms of processor and {AllocatedBytes / 1024 / Latencies.Count} KiB allocated per execution ({Latencies.Count} executions)");
}
