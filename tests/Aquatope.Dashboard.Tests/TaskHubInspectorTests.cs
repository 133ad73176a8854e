using Aquatope.TaskHub;
using Microsoft.DurableTask;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Dashboard.Tests;

/// <summary>Lists, searches and changes of a task hub.</summary>
public sealed class TaskHubInspectorTests(HubRig rig) : IClassFixture<HubRig>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListInstances_PageByPage_ReturnsEachOnceNewestFirst()
    {
        await StartAsync("page", 7);
        var seen = new List<string>();
        string? after = null;
        do
        {
            InstancePage page = await rig.Inspector.ListInstancesAsync(HubRig.Hub, new InstanceSearch { Text = "PAGE-", Limit = 3, After = after });
            seen.AddRange(page.Instances.Select(instance => instance.Id));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(n => $"page-{n}"), seen);
    }

    [Fact]
    public async Task ListInstances_ByStatus_ReturnsOnlyThose()
    {
        await StartAsync("status", 2);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("status-open"), Cancellation);
        await rig.Client.WaitForInstanceStartAsync("status-open", Cancellation);

        InstancePage open = await rig.Inspector.ListInstancesAsync(HubRig.Hub, new InstanceSearch { Text = "status-", Statuses = [InstanceStatus.Running] });
        IReadOnlyDictionary<InstanceStatus, long> counts = await rig.Inspector.CountByStatusAsync(HubRig.Hub);
        await rig.Client.TerminateInstanceAsync("status-open", Cancellation);

        Assert.Equal(["status-open"], open.Instances.Select(instance => instance.Id));
        Assert.True(counts[InstanceStatus.Completed] >= 2);
    }

    [Fact]
    public async Task ListInstances_AfterAPlaceThatIsNone_SaysSo() => await Assert.ThrowsAsync<ArgumentException>(
        () => rig.Inspector.ListInstancesAsync(HubRig.Hub, new InstanceSearch { After = "nonsense" }));

    [Fact]
    public async Task Changes_OfManyInstances_ComeAsOneUpdateThatIsCut()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using IAsyncEnumerator<LiveUpdate> updates = new HubChanges(rig.Inspector, HubRig.Hub, program: null, clock).ReadAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await updates.MoveNextAsync());
        Assert.Empty(updates.Current.Changed);
        await StartAsync("many", 150);

        ValueTask<bool> next = updates.MoveNextAsync();
        clock.Advance(TimeSpan.FromMilliseconds(250));
        Assert.True(await next);

        Assert.True(updates.Current.More);
        Assert.Equal(100, updates.Current.Changed.Count);
        Assert.Equal(2, updates.Current.Sequence);
    }

    private async Task StartAsync(string prefix, int count)
    {
        for (int n = 0; n < count; n++)
        {
            await rig.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", new StartOrchestrationOptions($"{prefix}-{n}"), Cancellation);
        }

        for (int n = 0; n < count; n++)
        {
            await rig.Client.WaitForInstanceCompletionAsync($"{prefix}-{n}", Cancellation);
        }
    }
}
