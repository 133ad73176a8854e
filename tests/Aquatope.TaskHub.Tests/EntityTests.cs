using Aquatope.DurableTask.Protocol;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Aquatope.TaskHub.Tests;

public sealed class EntityTests
{
    private const string Counter = "@counter@a";
    private const string Other = "@counter@b";

    [Fact]
    public async Task SignalEntity_BatchCompleted_StateIsKeptAndSurvivesACrash()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await SignalAsync(hub, Counter, "add");
        await SignalAsync(hub, Counter, "add");
        await using (TestWorker worker = await hub.WorkerAsync())
        {
            WorkItem batch = await worker.NextBatchAsync(Counter, "add", "add");
            Assert.Null(batch.EntityRequestV2.EntityState);
            await worker.CompleteBatchAsync(batch, "2", EntityActions.Success(), EntityActions.Success());
        }

        await hub.CrashAsync();
        EntityMetadata? entity = await StateAsync(hub, Counter);
        Assert.Equal(("2", 0), (entity!.SerializedState, entity.BacklogQueueSize));
        await SignalAsync(hub, Counter, "add");
        await using TestWorker next = await hub.WorkerAsync();
        Assert.Equal("2", (await next.NextBatchAsync(Counter, "add")).EntityRequestV2.EntityState);
    }

    [Fact]
    public async Task SignalEntity_WhileABatchIsOut_ComesInTheNextOne()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await SignalAsync(hub, Counter, "one");
        WorkItem first = await worker.NextBatchAsync(Counter, "one");
        await SignalAsync(hub, Counter, "two");
        Assert.Equal(2, (await MetadataAsync(hub, Counter))!.BacklogQueueSize);

        await worker.CompleteBatchAsync(first, "1", EntityActions.Success());

        Assert.Equal("1", (await worker.NextBatchAsync(Counter, "two")).EntityRequestV2.EntityState);
    }

    [Fact]
    public async Task SignalEntity_Scheduled_IsDeliveredAtItsTimeAlsoAfterACrash()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        DateTimeOffset due = hub.Clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        await hub.Client.SignalEntityAsync(new SignalEntityRequest { InstanceId = Counter, Name = "later", ScheduledTime = due.ToTimestamp() });
        await SignalAsync(hub, Counter, "now");
        await hub.CrashAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await worker.CompleteBatchAsync(await worker.NextBatchAsync(Counter, "now"), "1", EntityActions.Success());

        hub.Clock.Advance(TimeSpan.FromMinutes(1));

        await worker.NextBatchAsync(Counter, "later");
    }

    [Fact]
    public async Task CompleteEntityTask_FewerResultsThanOperations_SendsTheRestAgain()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await SignalAsync(hub, Counter, "one");
        await SignalAsync(hub, Counter, "two");
        await using TestWorker worker = await hub.WorkerAsync();

        await worker.CompleteBatchAsync(await worker.NextBatchAsync(Counter, "one", "two"), "1", EntityActions.Success());

        await worker.NextBatchAsync(Counter, "two");
    }

    [Fact]
    public async Task CompleteEntityTask_StaleToken_IsRefused()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await SignalAsync(hub, Counter, "one");
        TestWorker lost = await hub.WorkerAsync();
        WorkItem held = await lost.NextBatchAsync(Counter, "one");
        await lost.DisposeAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        WorkItem again = await worker.NextBatchAsync(Counter, "one");

        await hub.Client.CompleteEntityTaskAsync(
            new EntityBatchResult { CompletionToken = held.CompletionToken, EntityState = "old", Results = { EntityActions.Success() } })
            .RefusedAsync(StatusCode.NotFound);
        await hub.Client.CompleteEntityTaskAsync(new EntityBatchResult { CompletionToken = again.CompletionToken })
            .RefusedAsync(StatusCode.InvalidArgument);
        await hub.Client.AbandonTaskEntityWorkItemAsync(new AbandonEntityTaskRequest { CompletionToken = again.CompletionToken });

        await worker.CompleteBatchAsync(await worker.NextBatchAsync(Counter, "one"), "new", EntityActions.Success());
        Assert.Equal("new", (await StateAsync(hub, Counter))!.SerializedState);
    }

    [Fact]
    public async Task CallEntity_ResultOrFailure_ReachesTheOrchestration()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x", EntityActions.Call(1, Counter, "get", "r1"), EntityActions.Call(2, Counter, "fail", "r2"));

        WorkItem batch = await worker.NextBatchAsync(Counter, "get", "fail");
        Assert.Equal("x", batch.EntityRequestV2.OperationRequests[0].EntityOperationCalled.ParentInstanceId);
        await worker.CompleteBatchAsync(batch, "5", EntityActions.Success("5"), EntityActions.Failure("no luck"));

        WorkItem turn = await worker.NextTurnAsync("x");
        Assert.Equal([1, 2], turn.OrchestratorRequest.PastEvents.Where(e => e.EntityOperationCalled is not null).Select(e => e.EventId));
        EntityOperationCompletedEvent completed = turn.OrchestratorRequest.NewEvents[1].EntityOperationCompleted;
        Assert.Equal(("r1", "5"), (completed.RequestId, completed.Output));
        Assert.Equal("no luck", turn.OrchestratorRequest.NewEvents[2].EntityOperationFailed.FailureDetails.ErrorMessage);
    }

    [Fact]
    public async Task CompleteEntityTask_WholeBatchFails_EveryCallerHearsOfItAndTheStateStays()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await SignalAsync(hub, Counter, "set");
        await worker.CompleteBatchAsync(await worker.NextBatchAsync(Counter, "set"), "1", EntityActions.Success());
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x", EntityActions.Call(1, Counter, "get", "r1"));
        WorkItem batch = await worker.NextBatchAsync(Counter, "get");

        await hub.Client.CompleteEntityTaskAsync(new EntityBatchResult
        {
            CompletionToken = batch.CompletionToken,
            FailureDetails = new TaskFailureDetails { ErrorType = "Broken", ErrorMessage = "all" },
        });

        Assert.Equal("all", (await worker.NextTurnAsync("x")).OrchestratorRequest.NewEvents[1].EntityOperationFailed.FailureDetails.ErrorMessage);
        Assert.Equal("1", (await StateAsync(hub, Counter))!.SerializedState);
    }

    [Fact]
    public async Task CompleteEntityTask_WithActions_SignalsAndStarts()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await SignalAsync(hub, Counter, "spread");
        WorkItem batch = await worker.NextBatchAsync(Counter, "spread");

        await hub.Client.CompleteEntityTaskAsync(new EntityBatchResult
        {
            CompletionToken = batch.CompletionToken,
            Results = { EntityActions.Success() },
            Actions =
            {
                new OperationAction { Id = 1, SendSignal = new SendSignalAction { InstanceId = Other, Name = "add", Input = "1" } },
                new OperationAction { Id = 2, StartNewOrchestration = new StartNewOrchestrationAction { InstanceId = "child", Name = "A", Input = "2" } },
            },
        });

        Assert.Equal("1", (await worker.NextBatchAsync(Other, "add")).EntityRequestV2.OperationRequests[0].EntityOperationSignaled.Input);
        Assert.Equal("2", (await worker.TurnAsync("child", Actions.Complete())).OrchestratorRequest.NewEvents[1].ExecutionStarted.Input);
    }

    [Fact]
    public async Task CompleteEntityTask_StateDeleted_LeavesNothing()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await SignalAsync(hub, Counter, "set");
        await worker.CompleteBatchAsync(await worker.NextBatchAsync(Counter, "set"), "1", EntityActions.Success());
        await SignalAsync(hub, Counter, "delete");
        await worker.CompleteBatchAsync(await worker.NextBatchAsync(Counter, "delete"), state: null, EntityActions.Success());

        Assert.Null(await MetadataAsync(hub, Counter));
        Assert.Equal(0, (await hub.Client.CleanEntityStorageAsync(new CleanEntityStorageRequest { RemoveEmptyEntities = true })).EmptyEntitiesRemoved);
        await SignalAsync(hub, Counter, "set");
        Assert.Null((await worker.NextBatchAsync(Counter, "set")).EntityRequestV2.EntityState);
    }

    [Fact]
    public async Task PurgeInstances_Entity_DeletesItUnlessItHasSomethingToDo()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await SignalAsync(hub, Counter, "set");
        Assert.Equal(0, (await hub.Client.PurgeInstancesAsync(new PurgeInstancesRequest { InstanceId = Counter })).DeletedInstanceCount);
        await worker.CompleteBatchAsync(await worker.NextBatchAsync(Counter, "set"), "1", EntityActions.Success());

        Assert.Equal(1, (await hub.Client.PurgeInstancesAsync(new PurgeInstancesRequest { InstanceId = Counter })).DeletedInstanceCount);

        Assert.Null(await MetadataAsync(hub, Counter));
    }

    [Fact]
    public async Task QueryEntities_SeveralPages_ReturnsEachMatchOnce()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        for (int i = 0; i < 4; i++)
        {
            await SignalAsync(hub, $"@counter@{i}", "set");
            await worker.CompleteBatchAsync(await worker.NextBatchAsync($"@counter@{i}", "set"), $"{i}", EntityActions.Success());
        }

        await SignalAsync(hub, "@counter@4", "waits");
        var query = new EntityQuery { InstanceIdStartsWith = "@counter@", IncludeState = true, PageSize = 3 };
        QueryEntitiesResponse first = await hub.Client.QueryEntitiesAsync(new QueryEntitiesRequest { Query = query });
        query.ContinuationToken = first.ContinuationToken;
        QueryEntitiesResponse second = await hub.Client.QueryEntitiesAsync(new QueryEntitiesRequest { Query = query });
        query.IncludeTransient = true;
        query.PageSize = 10;
        query.ContinuationToken = null;
        QueryEntitiesResponse all = await hub.Client.QueryEntitiesAsync(new QueryEntitiesRequest { Query = query });

        Assert.Equal(["0", "1", "2", "3"], first.Entities.Concat(second.Entities).Select(entity => entity.SerializedState));
        Assert.Null(second.ContinuationToken);
        Assert.Equal(5, all.Entities.Count);
    }

    [Fact]
    public async Task SignalEntity_IdOfNoEntityOrTooLong_IsRefused()
    {
        await using HubHarness hub = await HubHarness.StartAsync();

        await hub.Client.SignalEntityAsync(new SignalEntityRequest { InstanceId = "counter", Name = "add" }).RefusedAsync(StatusCode.InvalidArgument);
        await hub.Client.SignalEntityAsync(new SignalEntityRequest { InstanceId = $"@counter@{new string('x', 100)}", Name = "add" })
            .RefusedAsync(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task GetEntity_OnlyAScheduledSignal_HasNoState()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        Timestamp due = (hub.Clock.GetUtcNow() + TimeSpan.FromMinutes(1)).ToTimestamp();

        await hub.Client.SignalEntityAsync(new SignalEntityRequest { InstanceId = Counter, Name = "later", ScheduledTime = due });

        Assert.Null(await StateAsync(hub, Counter));
        Assert.Equal(1, (await MetadataAsync(hub, Counter))!.BacklogQueueSize);
    }

    [Fact]
    public async Task GetWorkItems_EntityFilter_IsNotCaseSensitive()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker other = await hub.WorkerAsync(Only("Basket"));
        await using TestWorker worker = await hub.WorkerAsync(Only("Counter"));

        await SignalAsync(hub, Counter, "add");

        await worker.NextBatchAsync(Counter, "add");
        Assert.Equal(1, (await hub.Server.QueueAsync(WorkItemKind.Entity, "counter")).Workers);
    }

    private static GetWorkItemsRequest Only(string entity) =>
        new() { WorkItemFilters = new WorkItemFilters { Entities = { new EntityFilter { Name = entity } } } };

    private static async Task SignalAsync(HubHarness hub, string entity, string operation) =>
        await hub.Client.SignalEntityAsync(new SignalEntityRequest { InstanceId = entity, Name = operation, RequestId = $"request-{operation}" });

    private static async Task<EntityMetadata?> StateAsync(HubHarness hub, string entity) =>
        (await hub.Client.GetEntityAsync(new GetEntityRequest { InstanceId = entity, IncludeState = true })).Entity;

    private static async Task<EntityMetadata?> MetadataAsync(HubHarness hub, string entity) =>
        (await hub.Client.GetEntityAsync(new GetEntityRequest { InstanceId = entity })).Entity;
}
