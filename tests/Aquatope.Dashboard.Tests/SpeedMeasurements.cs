using System.Globalization;

namespace Aquatope.Dashboard.Tests;

/// <summary>
/// Measures, and asserts nothing of time: <c>Aquatope.Dashboard.Tests -explicit only</c>. The variable
/// <c>AQUATOPE_STORED</c> says how many executions are stored; 100,000 unless it does.
/// </summary>
public sealed class SpeedMeasurements(HubRig rig, ITestOutputHelper output) : IClassFixture<HubRig>
{
    private const int EventsPerSecond = 500;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Page_WithManyStoredExecutionsUnderLoad_IsMeasured()
    {
        Chromium.SkipUnlessThere();
        int stored = int.Parse(Environment.GetEnvironmentVariable("AQUATOPE_STORED") ?? "100000", CultureInfo.InvariantCulture);
        await Parallel.ForAsync(0, stored, new ParallelOptions { MaxDegreeOfParallelism = 200, CancellationToken = Cancellation }, async (n, stop) =>
            await rig.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "stored", stop));
        while ((await rig.Inspector.CountAsync(HubRig.Hub, DateTimeOffset.MinValue)).Open > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Cancellation);
        }

        Measured quiet = await MeasureAsync(watchMs: 1000);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<int> load = LoadAsync(stop.Token);
        Measured busy = await MeasureAsync(watchMs: 10_000);
        await stop.CancelAsync();
        int made = await load;

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{stored:N0} stored: first content in the median {Median(quiet.FirstContentMs):0} ms, worst {quiet.FirstContentMs[^1]:0} ms (of {quiet.FirstContentMs.Length})."));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"At {EventsPerSecond} starts/s ({made} made): first content {Median(busy.FirstContentMs):0} ms; frames: median {Median(busy.FrameMs):0.0} ms, 99 % within {busy.FrameMs[(int)(0.99 * busy.FrameMs.Length)]:0.0} ms, worst {busy.FrameMs[^1]:0.0} ms."));
        Assert.NotEmpty(busy.FrameMs);
    }

    private static double Median(double[] sorted) => sorted[sorted.Length / 2];

    private Task<Measured> MeasureAsync(int watchMs) => Chromium.RunAsync<Measured>(
        "speed.mjs", new { chromium = Chromium.Path, url = rig.Dashboard.AddressWithToken, opens = 9, watchMs });

    private async Task<int> LoadAsync(CancellationToken stop)
    {
        int made = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await Task.WhenAll(Enumerable.Range(0, EventsPerSecond / 10).Select(_ => rig.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "load", stop)));
                made += EventsPerSecond / 10;
            }
        }
        catch (Exception exception) when (stop.IsCancellationRequested && exception is OperationCanceledException or Grpc.Core.RpcException)
        {
            // It was measured meanwhile.
        }

        return made;
    }

    private sealed record Measured(double[] FirstContentMs, double[] FrameMs);
}
