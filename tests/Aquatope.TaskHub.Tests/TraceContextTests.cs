using Aquatope.DurableTask.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace Aquatope.TaskHub.Tests;

/// <summary>The turns of one execution belong to one span, whichever workers do them.</summary>
public sealed class TraceContextTests
{
    [Fact]
    public async Task GetWorkItems_LaterTurns_HaveTheSpanOfTheFirst()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        OrchestrationTraceContext span = await BeginAsync(hub, worker);

        await hub.Client.RaiseAsync("x", "first");
        WorkItem second = await worker.TurnAsync("x");
        await hub.Client.RaiseAsync("x", "second");
        WorkItem third = await worker.TurnAsync("x", Actions.Complete());

        Assert.Equal(span, second.OrchestratorRequest.OrchestrationTraceContext);
        Assert.Equal(span, third.OrchestratorRequest.OrchestrationTraceContext);
        HistoryEvent started = (await hub.Client.HistoryAsync("x")).Single(e => e.ExecutionStarted is not null);
        Assert.Equal(span.SpanID, started.ExecutionStarted.OrchestrationSpanID);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetWorkItems_AfterARestart_HasTheSpanStill(bool crash)
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        TestWorker worker = await hub.WorkerAsync();
        OrchestrationTraceContext span = await BeginAsync(hub, worker);

        await (crash ? hub.CrashAsync() : hub.RestartAsync());
        await worker.DisposeAsync();
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await hub.Client.RaiseAsync("x", "go");
        await using TestWorker next = await hub.WorkerAsync();

        Assert.Equal(span, (await next.TurnAsync("x", Actions.Complete())).OrchestratorRequest.OrchestrationTraceContext);
    }

    [Fact]
    public async Task GetWorkItems_ContinuedAsNew_BeginsASpanOfItsOwn()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await BeginAsync(hub, worker);
        await hub.Client.RaiseAsync("x", "go");
        await worker.TurnAsync("x", Actions.Continue("1"));

        WorkItem first = await worker.TurnAsync("x", Actions.Complete());

        Assert.Null(first.OrchestratorRequest.OrchestrationTraceContext);
        Assert.Null(first.OrchestratorRequest.NewEvents.Single(e => e.ExecutionStarted is not null).ExecutionStarted.OrchestrationSpanID);
    }

    [Fact]
    public async Task GetWorkItems_WorkerThatDoesNotTrace_GetsNone()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x");
        await hub.Client.RaiseAsync("x", "go");

        Assert.Null((await worker.TurnAsync("x", Actions.Complete())).OrchestratorRequest.OrchestrationTraceContext);
    }

    /// <summary>Does the first turn of an instance as a tracing worker does.</summary>
    private static async Task<OrchestrationTraceContext> BeginAsync(HubHarness hub, TestWorker worker)
    {
        await hub.Client.StartAsync("A", "x");
        WorkItem turn = await worker.NextTurnAsync("x");
        Assert.Null(turn.OrchestratorRequest.OrchestrationTraceContext);
        var span = new OrchestrationTraceContext { SpanID = "00f067aa0ba902b7", SpanStartTime = hub.Clock.GetUtcNow().ToTimestamp() };
        await hub.Client.CompleteOrchestratorTaskAsync(new OrchestratorResponse
        {
            InstanceId = "x",
            CompletionToken = turn.CompletionToken,
            OrchestrationTraceContext = span,
        });
        return span;
    }
}
