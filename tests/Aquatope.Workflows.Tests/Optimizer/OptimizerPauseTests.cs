namespace Aquatope.Workflows.Tests;

public sealed class OptimizerPauseTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Set_OnAndOff_IsRememberedByWorkflow()
    {
        var pause = new OptimizerPause(new StoredBytes());
        Assert.False(await pause.IsOnAsync("Thumbnails", Cancellation));

        await pause.SetAsync("Thumbnails", paused: true, Cancellation);
        Assert.True(await pause.IsOnAsync("Thumbnails", Cancellation));
        Assert.False(await pause.IsOnAsync("Other", Cancellation));

        await pause.SetAsync("Thumbnails", paused: false, Cancellation);
        Assert.False(await pause.IsOnAsync("Thumbnails", Cancellation));
    }
}
