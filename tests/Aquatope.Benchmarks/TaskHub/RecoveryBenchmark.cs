using System.Globalization;
using Aquatope.TaskHub;

namespace Aquatope.Benchmarks.TaskHub;

/// <summary>How long a hub with many open instances takes to start, and how much memory each needs.</summary>
internal static class RecoveryBenchmark
{
    public static async Task RunAsync(BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        int open = settings.Integer("open", 100_000);
        using var file = new HubDatabaseFile();
        await FillAsync(file, open, settings, output);
        for (int i = 0; i < settings.Integer("repeats", 5); i++)
        {
            await RecoverAsync(file, open, settings, time, output);
        }
    }

    private static async Task FillAsync(HubDatabaseFile file, int open, BenchmarkSettings settings, TextWriter output)
    {
        await using HubRig rig = await HubRig.StartAsync(file.Path, settings, HubOrchestrations.RegisterOpen);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await Parallel.ForAsync(0, open, new ParallelOptions { MaxDegreeOfParallelism = 80 }, async (number, cancellation) =>
        {
            string id = await rig.Client.ScheduleNewOrchestrationInstanceAsync(HubOrchestrations.Waiting, number, cancellation);
            await rig.Client.WaitForInstanceStartAsync(id, cancellation);
        });
        Memory("in the hub that took them in", before, open, output);
    }

    private static async Task RecoverAsync(HubDatabaseFile file, int open, BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long started = time.GetTimestamp();
        await using TaskHubServer hub = await TaskHubServer.StartAsync(HubRig.Options(file.Path, settings), CancellationToken.None);
        TimeSpan elapsed = time.GetElapsedTime(started);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"start with {open} open instances ({file.Bytes >> 20} MiB): {elapsed.TotalSeconds:F2} s until it listens"));
        Memory("after recovery", before, open, output);
    }

    private static void Memory(string where, long before, int open, TextWriter output) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"memory per open instance {where}: {(GC.GetTotalMemory(forceFullCollection: true) - before) / open} bytes"));
}
