using Aquatope.DurableTask.Protocol;
using Grpc.Core;

namespace Aquatope.TaskHub.Tests;

public sealed class OrchestrationTests
{
    [Fact]
    public async Task StartInstance_WorkerCompletesTheFirstTurn_EndsWithTheOutput()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();

        string id = await hub.Client.StartAsync("Greet", "", input: "\"Ada\"");
        WorkItem turn = await worker.NextTurnAsync(id);
        await worker.CompleteAsync(turn, Actions.Complete("\"Hello, Ada\""));

        OrchestrationState state = await hub.Client.CompletionAsync(id);
        Assert.Equal(OrchestrationStatus.Completed, state.OrchestrationStatus);
        Assert.Equal("\"Ada\"", state.Input);
        Assert.Equal("\"Hello, Ada\"", state.Output);
        Assert.NotNull(state.CompletedTimestamp);
        Assert.Empty(turn.OrchestratorRequest.PastEvents);
        Assert.Equal(
            [HistoryEvent.EventTypeOneofCase.OrchestratorStarted, HistoryEvent.EventTypeOneofCase.ExecutionStarted],
            turn.OrchestratorRequest.NewEvents.Select(e => e.EventTypeCase));
        ExecutionStartedEvent started = turn.OrchestratorRequest.NewEvents[1].ExecutionStarted;
        Assert.Equal("Greet", started.Name);
        Assert.True(Guid.TryParseExact(started.OrchestrationInstance.ExecutionId, "N", out _));
    }

    [Fact]
    public async Task StartInstance_WithTagsVersionAndTrace_ReachTheWorkerAndTheState()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        var request = new CreateInstanceRequest
        {
            InstanceId = "a",
            Name = "Tagged",
            Version = "1.2",
            ParentTraceContext = new TraceContext { TraceParent = "00-11111111111111111111111111111111-2222222222222222-01" },
        };
        request.Tags.Add("tenant", "blue");

        await hub.Client.StartInstanceAsync(request);
        WorkItem turn = await worker.NextTurnAsync("a");

        ExecutionStartedEvent started = turn.OrchestratorRequest.NewEvents[1].ExecutionStarted;
        Assert.Equal("1.2", started.Version);
        Assert.Equal("blue", started.Tags["tenant"]);
        Assert.Equal(request.ParentTraceContext, started.ParentTraceContext);
        OrchestrationState? state = await hub.Client.StateAsync("a");
        Assert.Equal("1.2", state!.Version);
        Assert.Equal("blue", state.Tags["tenant"]);
    }

    [Fact]
    public async Task CompleteActivityTask_ResultHandedIn_ReachesTheNextTurn()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x", Actions.Activity(1, "Add", "[1,2]"));

        WorkItem activity = await worker.NextActivityAsync("Add");
        Assert.Equal("[1,2]", activity.ActivityRequest.Input);
        Assert.Equal("x", activity.ActivityRequest.OrchestrationInstance.InstanceId);
        await worker.CompleteActivityAsync(activity, "3");

        WorkItem turn = await worker.NextTurnAsync("x");
        Assert.Equal(
            [
                HistoryEvent.EventTypeOneofCase.OrchestratorStarted, HistoryEvent.EventTypeOneofCase.ExecutionStarted,
                HistoryEvent.EventTypeOneofCase.TaskScheduled,
            ],
            turn.OrchestratorRequest.PastEvents.Select(e => e.EventTypeCase));
        Assert.Equal(1, turn.OrchestratorRequest.PastEvents[2].EventId);
        TaskCompletedEvent completed = turn.OrchestratorRequest.NewEvents[1].TaskCompleted;
        Assert.Equal((1, "3"), (completed.TaskScheduledId, completed.Result));
        await worker.CompleteAsync(turn, Actions.Complete("3"));
        Assert.Equal("3", (await hub.Client.CompletionAsync("x")).Output);
    }

    [Fact]
    public async Task CompleteActivityTask_FailureHandedIn_ReachesTheNextTurnWhole()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x", Actions.Activity(1, "Add"));
        WorkItem activity = await worker.NextActivityAsync("Add");
        var failure = new TaskFailureDetails
        {
            ErrorType = "Outer",
            ErrorMessage = "o",
            StackTrace = "at",
            InnerFailure = new TaskFailureDetails { ErrorType = "Inner", ErrorMessage = "i" },
        };
        failure.Properties.Add("code", Google.Protobuf.WellKnownTypes.Value.ForNumber(7));

        await hub.Client.CompleteActivityTaskAsync(
            new ActivityResponse { InstanceId = "x", TaskId = 1, CompletionToken = activity.CompletionToken, FailureDetails = failure });

        WorkItem turn = await worker.NextTurnAsync("x");
        Assert.Equal(failure, turn.OrchestratorRequest.NewEvents[1].TaskFailed.FailureDetails);
    }

    [Fact]
    public async Task CompleteOrchestratorTask_FailureHandedIn_IsInTheState()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");

        await worker.TurnAsync("x", Actions.Fail("Broken", "no luck"));

        OrchestrationState state = await hub.Client.CompletionAsync("x");
        Assert.Equal(OrchestrationStatus.Failed, state.OrchestrationStatus);
        Assert.Equal("Broken", state.FailureDetails.ErrorType);
    }

    [Fact]
    public async Task GetInstance_PayloadsNotAskedFor_OmitsAllThatUserCodeProduced()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x", input: "1");
        await worker.TurnAsync("x", Actions.Fail("Broken", "no luck"));
        await hub.Client.CompletionAsync("x");

        GetInstanceResponse found = await hub.Client.GetInstanceAsync(new GetInstanceRequest { InstanceId = "x" });

        Assert.Equal(OrchestrationStatus.Failed, found.OrchestrationState.OrchestrationStatus);
        Assert.Null(found.OrchestrationState.Input);
        Assert.Null(found.OrchestrationState.FailureDetails);
    }

    [Fact]
    public async Task CompleteOrchestratorTask_CustomStatus_IsInTheStateAndSurvivesARestart()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        WorkItem turn = await worker.NextTurnAsync("x");

        await hub.Client.CompleteOrchestratorTaskAsync(
            new OrchestratorResponse { InstanceId = "x", CompletionToken = turn.CompletionToken, CustomStatus = "\"half\"" });
        await hub.CrashAsync();

        OrchestrationState? state = await hub.Client.StateAsync("x");
        Assert.Equal(OrchestrationStatus.Running, state!.OrchestrationStatus);
        Assert.Equal("\"half\"", state.CustomStatus);
    }

    [Fact]
    public async Task WaitForInstanceStart_FirstTurnCommitted_Returns()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        Task<GetInstanceResponse> started = hub.Client.WaitForInstanceStartAsync(new GetInstanceRequest { InstanceId = "x" }).ResponseAsync;

        await worker.TurnAsync("x", Actions.Activity(1, "Add"));

        Assert.Equal(OrchestrationStatus.Running, (await started.WaitAsync(HubHarness.Patience)).OrchestrationState.OrchestrationStatus);
    }

    [Fact]
    public async Task WaitForInstanceCompletion_InstanceIsStartedLater_ReturnsItsEnd()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        Task<OrchestrationState> child = hub.Client.CompletionAsync("child");
        await hub.Client.StartAsync("A", "x");

        await worker.TurnAsync("x", Actions.Child(1, "B", "child"));
        await worker.TurnAsync("child", Actions.Complete("1"));

        Assert.Equal("1", (await child).Output);
    }

    [Fact]
    public async Task GetInstance_UnknownId_DoesNotExist()
    {
        await using HubHarness hub = await HubHarness.StartAsync();

        GetInstanceResponse response = await hub.Client.GetInstanceAsync(new GetInstanceRequest { InstanceId = "none" });

        Assert.False(response.Exists);
        await hub.Client.RaiseEventAsync(new RaiseEventRequest { InstanceId = "none", Name = "e" }).RefusedAsync(StatusCode.NotFound);
    }

    [Fact]
    public async Task StartInstance_SameIdInTwoTaskHubs_AreTwoInstances()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker blue = await hub.WorkerAsync(taskHub: "blue");
        await using TestWorker green = await hub.WorkerAsync(taskHub: "green");

        await hub.For("blue").StartAsync("A", "x", "1");
        await hub.For("green").StartAsync("A", "x", "2");
        await blue.TurnAsync("x", Actions.Activity(1, "Add"));
        WorkItem activity = await blue.NextActivityAsync("Add");
        await hub.For("green").CompleteActivityTaskAsync(new ActivityResponse { CompletionToken = activity.CompletionToken })
            .RefusedAsync(StatusCode.NotFound);
        await green.TurnAsync("x", Actions.Complete("green"));

        Assert.Equal(OrchestrationStatus.Running, await hub.For("blue").StatusAsync("x"));
        Assert.Equal("green", (await hub.For("green").CompletionAsync("x")).Output);
        Assert.Null(await hub.For("default").StateAsync("x"));
    }
}
