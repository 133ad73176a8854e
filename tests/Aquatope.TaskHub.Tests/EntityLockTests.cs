using Aquatope.DurableTask.Protocol;

namespace Aquatope.TaskHub.Tests;

public sealed class EntityLockTests
{
    private const string Counter = "@counter@a";
    private const string Other = "@counter@b";

    [Fact]
    public async Task LockEntities_TwoCriticalSections_SecondWaitsForTheFirst()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x", EntityActions.Lock(1, "cs-x", Other, Counter));
        WorkItem granted = await worker.TurnAsync("x");
        Assert.Equal("cs-x", granted.OrchestratorRequest.NewEvents[1].EntityLockGranted.CriticalSectionId);
        Assert.Equal("x", (await MetadataAsync(hub, Counter))!.LockedBy);

        await hub.Client.StartAsync("A", "y");
        await worker.TurnAsync("y", EntityActions.Lock(1, "cs-y", Counter, Other));
        await SignalAsync(hub, Counter, "signal");
        await hub.CrashAsync();
        await using TestWorker next = await hub.WorkerAsync();
        await hub.Client.RaiseAsync("x", "go");
        await next.TurnAsync("x", EntityActions.Call(2, Counter, "owned", "r1"));
        await next.CompleteBatchAsync(await next.NextBatchAsync(Counter, "owned"), "1", EntityActions.Success());
        await next.TurnAsync("x", EntityActions.Unlock(3, "cs-x", Counter), EntityActions.Unlock(4, "cs-x", Other), Actions.Complete());

        WorkItem second = await next.TurnAsync("y", EntityActions.Unlock(2, "cs-y", Counter), EntityActions.Unlock(3, "cs-y", Other), Actions.Complete());
        Assert.Equal("cs-y", second.OrchestratorRequest.NewEvents[1].EntityLockGranted.CriticalSectionId);
        await next.NextBatchAsync(Counter, "signal");
    }

    [Fact]
    public async Task CleanEntityStorage_OwnerOfALockHasEnded_OpensTheLock()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x", EntityActions.Lock(1, "cs-x", Other));
        await worker.TurnAsync("x", Actions.Complete());
        await SignalAsync(hub, Other, "waits");

        CleanEntityStorageResponse cleaned = await hub.Client.CleanEntityStorageAsync(new CleanEntityStorageRequest { ReleaseOrphanedLocks = true });

        Assert.Equal(1, cleaned.OrphanedLocksReleased);
        await worker.NextBatchAsync(Other, "waits");
    }

    [Fact]
    public async Task CallEntity_OlderForm_IsAnsweredInTheOlderForm()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync(
            "x",
            Actions.Send(1, Counter, "op", """{"id":"r1","op":"get","input":"7","parent":"x"}"""),
            Actions.Send(2, Counter, "op", """{"id":"r2","op":"fail"}"""),
            Actions.Send(3, Counter, "op", """{"id":"r3","op":"poke","signal":true}"""),
            Actions.Send(4, Counter, "op", "no json"));

        WorkItem batch = await worker.NextAsync();
        Assert.Equal([("get", "7"), ("fail", null), ("poke", null)], batch.EntityRequest.Operations.Select(op => (op.Operation, (string?)op.Input)));
        await worker.CompleteBatchAsync(batch, "1", EntityActions.Success("7"), EntityActions.Failure("no luck"), EntityActions.Success());

        WorkItem turn = await worker.NextTurnAsync("x");
        EventRaisedEvent[] answers = [.. turn.OrchestratorRequest.NewEvents.Skip(1).Select(e => e.EventRaised)];
        Assert.Equal(("r1", """{"result":"7"}"""), (answers[0].Name, answers[0].Input));
        Assert.Equal("r2", answers[1].Name);
        Assert.Contains("\"exceptionType\":\"no luck\"", answers[1].Input, StringComparison.Ordinal);
        await worker.CompleteAsync(turn, Actions.Send(5, Counter, "op", """{"id":"cs","lockset":[{"name":"counter","key":"a"}],"pos":0}"""));

        WorkItem granted = await worker.TurnAsync("x", Actions.Send(6, Counter, "release", """{"id":"cs","parent":"x"}"""));
        Assert.Equal("cs", granted.OrchestratorRequest.NewEvents[1].EventRaised.Name);
        Assert.Null((await MetadataAsync(hub, Counter))!.LockedBy);
    }

    private static async Task SignalAsync(HubHarness hub, string entity, string operation) =>
        await hub.Client.SignalEntityAsync(new SignalEntityRequest { InstanceId = entity, Name = operation, RequestId = $"request-{operation}" });

    private static async Task<EntityMetadata?> MetadataAsync(HubHarness hub, string entity) =>
        (await hub.Client.GetEntityAsync(new GetEntityRequest { InstanceId = entity })).Entity;
}
