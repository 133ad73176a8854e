namespace Aquatope.Dashboard.Tests;

/// <summary>
/// Measures the list of executions, and asserts nothing of time: <c>Aquatope.Dashboard.Tests -explicit only</c>. The variable
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
        int stored = OpenedPage.Stored;
        await Parallel.ForAsync(0, stored, new ParallelOptions { MaxDegreeOfParallelism = 200, CancellationToken = Cancellation }, async (n, stop) =>
            await rig.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "stored", stop));
        while ((await rig.Inspector.CountAsync(HubRig.Hub, DateTimeOffset.MinValue)).Open > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Cancellation);
        }

        OpenedPage quiet = await MeasureAsync(watchMs: 1000);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<int> load = LoadAsync(stop.Token);
        OpenedPage busy = await MeasureAsync(watchMs: 10_000);
        await stop.CancelAsync();
        int made = await load;

        output.WriteLine($"Executions, {stored:N0} stored: {quiet}");
        output.WriteLine($"At {EventsPerSecond} starts/s ({made} made): {busy}");
        Assert.NotEmpty(busy.FrameMs);
    }

    private Task<OpenedPage> MeasureAsync(int watchMs) => OpenedPage.MeasureAsync(rig.Dashboard.AddressWithToken, content: "tbody a", watchMs);

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
}
