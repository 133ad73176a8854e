using Microsoft.DurableTask;

namespace Aquatope.Dashboard.Tests;

/// <summary>Executions of a task hub, in a real browser.</summary>
public sealed class ExecutionsInABrowserTests(HubRig rig) : IClassFixture<HubRig>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Actions_OfAUser_AllWork()
    {
        Chromium.SkipUnlessThere();

        Done done = await Chromium.RunAsync<Done>("actions.mjs", new { chromium = Chromium.Path, url = rig.Dashboard.AddressWithToken, hub = HubRig.Hub });

        Assert.Empty(done.Errors);
        Assert.Equal(
            ["start", "suspend", "resume", "raise event", "history", "restart", "terminate", "purge", "failure", "rewind", "search", "keyboard", "download", "token"], done.Steps);
    }

    [Fact]
    public async Task Page_HostileNamesAndPayloads_ShowsThemAsText()
    {
        Chromium.SkipUnlessThere();
        string[] payloads = [HubRig.Hostile, new string('x', 2_000_000), "\0\u0001\u001b[31m\ufffe \u202e evil"];
        var ids = new List<string>();
        foreach (string payload in payloads)
        {
            string id = $"{HubRig.Hostile}</script><script>window.hacked=1</script>&#{ids.Count}?/\"'";
            await rig.Client.ScheduleNewOrchestrationInstanceAsync(HubRig.Hostile, payload, new StartOrchestrationOptions(id), Cancellation);
            await rig.Client.WaitForInstanceCompletionAsync(id, Cancellation);
            ids.Add(id);
        }

        Looked looked = await Chromium.RunAsync<Looked>("hostile.mjs", new { chromium = Chromium.Path, url = rig.Dashboard.AddressWithToken, hub = HubRig.Hub, ids });

        Assert.False(looked.Hacked);
        Assert.Empty(looked.Errors);
        Assert.All(looked.Texts, text => Assert.Contains(HubRig.Hostile, text, StringComparison.Ordinal));
        Assert.All(looked.Texts, text => Assert.True(text.Length < 200_000));
    }

    private sealed record Done(string[] Steps, string[] Errors);

    private sealed record Looked(bool Hacked, string[] Texts, string[] Errors);
}
