using Aquatope.DurableTask.Protocol;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Aquatope.TaskHub.Tests;

public sealed class RobustnessTests
{
    private static readonly Timestamp NoTime = new() { Seconds = long.MaxValue, Nanos = -1 };

    public static TheoryData<string> BadActions => [.. BadActionsByName.Keys];

    private static readonly Dictionary<string, OrchestratorAction> BadActionsByName = new()
    {
        ["nothing"] = new OrchestratorAction { Id = 1 },
        ["activity without name"] = Actions.Activity(1, ""),
        ["timer without time"] = new OrchestratorAction { Id = 1, CreateTimer = new CreateTimerAction() },
        ["timer at no time"] = new OrchestratorAction { Id = 1, CreateTimer = new CreateTimerAction { FireAt = NoTime } },
        ["child without name"] = Actions.Child(1, "", "c"),
        ["event to nobody"] = new OrchestratorAction { Id = 1, SendEvent = new SendEventAction { Name = "e" } },
        ["rewound without a start"] = new OrchestratorAction
        {
            RewindOrchestration = new RewindOrchestrationAction { NewHistory = { new HistoryEvent { ExecutionRewound = new ExecutionRewoundEvent() } } },
        },
        ["carried start"] = Actions.Continue("1", new HistoryEvent { ExecutionStarted = new ExecutionStartedEvent { Name = "B" } }),
        ["end as running"] = Actions.End(OrchestrationStatus.Running),
        ["end as unknown"] = Actions.End((OrchestrationStatus)77),
        ["entity message without content"] = new OrchestratorAction { Id = 1, SendEntityMessage = new SendEntityMessageAction() },
        ["signal to no entity"] = new OrchestratorAction
        {
            Id = 1,
            SendEntityMessage = new SendEntityMessageAction
            {
                EntityOperationSignaled = new EntityOperationSignaledEvent { TargetInstanceId = "counter", Operation = "add" },
            },
        },
    };

    [Theory]
    [MemberData(nameof(BadActions))]
    public async Task CompleteOrchestratorTask_MalformedAction_IsRefusedAndTheTurnStaysOut(string what)
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        WorkItem turn = await worker.NextTurnAsync("x");
        var response = new OrchestratorResponse { InstanceId = "x", CompletionToken = turn.CompletionToken };
        response.Actions.Add(Actions.Activity(7, "Work"));
        response.Actions.Add(BadActionsByName[what]);

        await hub.Client.CompleteOrchestratorTaskAsync(response).RefusedAsync(StatusCode.InvalidArgument);

        await worker.CompleteAsync(turn, Actions.Complete("1"));
        Assert.Equal("1", (await hub.Client.CompletionAsync("x")).Output);
    }

    [Fact]
    public async Task CompleteOrchestratorTask_TwoCompletions_IsRefused()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        WorkItem turn = await worker.NextTurnAsync("x");

        await hub.Client.CompleteOrchestratorTaskAsync(
            new OrchestratorResponse { InstanceId = "x", CompletionToken = turn.CompletionToken, Actions = { Actions.Complete(), Actions.Continue("1") } })
            .RefusedAsync(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task StartInstance_Malformed_IsRefused()
    {
        await using HubHarness hub = await HubHarness.StartAsync();

        await hub.Client.StartInstanceAsync(new CreateInstanceRequest { InstanceId = "x" }).RefusedAsync(StatusCode.InvalidArgument);
        await hub.Client.StartInstanceAsync(new CreateInstanceRequest { InstanceId = "x", Name = "A", ScheduledStartTimestamp = NoTime })
            .RefusedAsync(StatusCode.InvalidArgument);
        await hub.Client.StartInstanceAsync(new CreateInstanceRequest { InstanceId = new string('x', 5000), Name = "A" })
            .RefusedAsync(StatusCode.InvalidArgument);
        await hub.Client.QueryInstancesAsync(new QueryInstancesRequest { Query = new InstanceQuery { CreatedTimeTo = NoTime } })
            .RefusedAsync(StatusCode.InvalidArgument);

        Assert.Empty((await hub.Client.QueryInstancesAsync(new QueryInstancesRequest())).OrchestrationState);
    }

    [Fact]
    public async Task AnyCall_PayloadTooLong_IsRefused()
    {
        await using HubHarness hub = await HubHarness.StartAsync(new TaskHubLimits { MaxPayloadChars = 1000, DrainTimeout = TimeSpan.Zero });
        await using TestWorker worker = await hub.WorkerAsync();
        string tooLong = new('x', 1001);
        await hub.Client.StartAsync("A", "x", new string('x', 1000));
        WorkItem turn = await worker.NextTurnAsync("x");

        await hub.Client.StartInstanceAsync(new CreateInstanceRequest { InstanceId = "y", Name = "A", Input = tooLong })
            .RefusedAsync(StatusCode.InvalidArgument);
        await hub.Client.RaiseEventAsync(new RaiseEventRequest { InstanceId = "x", Name = "e", Input = tooLong })
            .RefusedAsync(StatusCode.InvalidArgument);
        await hub.Client.CompleteOrchestratorTaskAsync(
            new OrchestratorResponse { InstanceId = "x", CompletionToken = turn.CompletionToken, Actions = { Actions.Activity(1, "Work", tooLong) } })
            .RefusedAsync(StatusCode.InvalidArgument);
        await hub.Client.CompleteOrchestratorTaskAsync(
            new OrchestratorResponse { InstanceId = "x", CompletionToken = turn.CompletionToken, CustomStatus = tooLong })
            .RefusedAsync(StatusCode.InvalidArgument);
        await worker.CompleteAsync(turn, Actions.Activity(1, "Work", new string('x', 600)), Actions.Activity(2, "Work", new string('x', 600)));

        WorkItem activity = await worker.NextActivityAsync("Work");
        await hub.Client.CompleteActivityTaskAsync(new ActivityResponse { CompletionToken = activity.CompletionToken, Result = tooLong })
            .RefusedAsync(StatusCode.InvalidArgument);
        await worker.CompleteActivityAsync(activity, "1");
    }

    [Fact]
    public async Task AnyCall_MessageTooBig_IsRefused()
    {
        await using HubHarness hub = await HubHarness.StartAsync(new TaskHubLimits { MaxMessageBytes = 10_000, DrainTimeout = TimeSpan.Zero });

        await hub.Client.StartInstanceAsync(new CreateInstanceRequest { Name = "A", Input = new string('x', 20_000) })
            .RefusedAsync(StatusCode.ResourceExhausted);

        await hub.Client.StartAsync("A", "x");
    }

    [Fact]
    public async Task CompleteActivityTask_WrongTaskId_CompletesTheTaskThatTheTokenStandsFor()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x", Actions.Activity(1, "Work"));
        WorkItem activity = await worker.NextActivityAsync("Work");

        await hub.Client.CompleteActivityTaskAsync(new ActivityResponse { InstanceId = "other", TaskId = 5, CompletionToken = activity.CompletionToken });

        Assert.Equal(1, (await worker.NextTurnAsync("x")).OrchestratorRequest.NewEvents[1].TaskCompleted.TaskScheduledId);
    }

    [Fact]
    public async Task CompleteTask_TokenOfAnotherKind_IsRefused()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        WorkItem turn = await worker.NextTurnAsync("x");

        await hub.Client.CompleteActivityTaskAsync(new ActivityResponse { CompletionToken = turn.CompletionToken }).RefusedAsync(StatusCode.NotFound);
        await hub.Client.CompleteOrchestratorTaskAsync(new OrchestratorResponse { InstanceId = "x" }).RefusedAsync(StatusCode.NotFound);

        await worker.CompleteAsync(turn, Actions.Complete());
    }

    [Theory]
    [InlineData("COMMIT")]
    [InlineData("INSERT INTO inbox")]
    [InlineData("INSERT INTO history")]
    public async Task AnyCall_StoreFails_IsRefusedAndNothingHasHappened(string statement)
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "waiting");
        await worker.TurnAsync("waiting");
        await hub.Client.StartAsync("A", "x");
        WorkItem turn = await worker.NextTurnAsync("x");
        Task<OrchestrationState> completion = WaitAsync();

        hub.BeforeWrite = sql => _ = sql.StartsWith(statement, StringComparison.Ordinal) ? throw new IOException("No space left.") : 0;
        await hub.Client.CompleteOrchestratorTaskAsync(new OrchestratorResponse
        {
            InstanceId = "x",
            CompletionToken = turn.CompletionToken,
            Actions = { Actions.Send(1, "waiting", "go"), Actions.Complete("1") },
        }).RefusedAsync(StatusCode.Unavailable);
        hub.BeforeWrite = null;

        // What the worker held counts as lost; it is handed out again, and the hub goes on.
        await worker.TurnAsync("x", Actions.Send(1, "waiting", "go"), Actions.Complete("2"));
        Assert.Equal("2", (await completion).Output);
        Assert.Equal("go", (await worker.NextTurnAsync("waiting")).OrchestratorRequest.NewEvents[1].EventRaised.Name);

        // Calls on their way at the same time share a transaction, and its fate: they are told to try again.
        async Task<OrchestrationState> WaitAsync()
        {
            try
            {
                return await hub.Client.CompletionAsync("x");
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.Unavailable)
            {
                return await hub.Client.CompletionAsync("x");
            }
        }
    }

    [Fact]
    public async Task DeleteTaskHub_StoreFails_SendsEveryoneAwayAndKeepsTheHub()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.NextTurnAsync("x");
        hub.BeforeWrite = sql => _ = sql == "COMMIT" ? throw new IOException("No space left.") : 0;

        await hub.Client.DeleteTaskHubAsync(new DeleteTaskHubRequest()).RefusedAsync(StatusCode.Unavailable);
        hub.BeforeWrite = null;

        Assert.Null(await worker.TryNextAsync());
        await using TestWorker next = await hub.WorkerAsync();
        await next.TurnAsync("x", Actions.Complete());
    }

    [Fact]
    public async Task AnyCall_EngineFault_IsInternalAndTheHubGoesOn()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        hub.BeforeWrite = sql => _ = sql.StartsWith("INSERT INTO payloads", StringComparison.Ordinal) ? throw new InvalidOperationException("A fault.") : 0;

        await hub.Client.StartInstanceAsync(new CreateInstanceRequest { InstanceId = "x", Name = "A" }).RefusedAsync(StatusCode.Internal);
        hub.BeforeWrite = null;

        await hub.Client.StartAsync("A", "x");
        Assert.Equal(1, (await hub.Server.QueueAsync(WorkItemKind.Orchestration, "A")).Backlog);
    }

    [Fact]
    public async Task AbandonTask_AgainAndAgain_WaitsLongerEachTime()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        for (int i = 0; i < 2; i++)
        {
            WorkItem turn = await worker.NextTurnAsync("x");
            await hub.Client.AbandonTaskOrchestratorWorkItemAsync(new AbandonOrchestrationTaskRequest { CompletionToken = turn.CompletionToken });
        }

        Assert.Equal(0, (await hub.Server.QueueAsync(WorkItemKind.Orchestration, "A")).Active);
        hub.Clock.Advance(TimeSpan.FromSeconds(0.1));

        await worker.TurnAsync("x", Actions.Complete());
    }
}
