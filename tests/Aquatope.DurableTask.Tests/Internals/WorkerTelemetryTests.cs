using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.DurableTask.Worker.Grpc;
using Microsoft.Extensions.Logging;
using static Microsoft.DurableTask.Tests.Replay.Histories;

namespace Microsoft.DurableTask.Tests.Internals;

/// <summary>What a worker tells about its work: spans and log messages, by the names of Microsoft's SDK.</summary>
public sealed class WorkerTelemetryTests : IDisposable
{
    private const string Parent = "00-11111111111111111111111111111111-2222222222222222-01";
    private readonly string _name = $"Order{Guid.NewGuid():N}";
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ActivityListener _listener;
    private readonly WorkerHub _hub = new();

    public WorkerTelemetryTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.DurableTask",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    // Other tests run at the same time and are heard too; the name is of this one alone.
    private IEnumerable<Activity> OrchestrationSpans => _ended.Where(span => span.OperationName == $"orchestration:{_name}");

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task ProcessAsync_TurnsOfOneOrchestration_EndOneSpanWithTheLast()
    {
        WorkItemProcessor worker = _hub.Worker(AddOrder);

        await worker.ProcessAsync(Turn([], [TurnStarted(), Traced()], trace: null), CancellationToken.None);
        P.OrchestrationTraceContext trace = Assert.Single(_hub.Turns).OrchestrationTraceContext;
        Assert.Empty(OrchestrationSpans);
        Assert.Null(Activity.Current);

        await worker.ProcessAsync(
            Turn([TurnStarted(), Traced(), Scheduled(0, "Pay")], [TurnStarted(1), Completed(0, "1")], trace), CancellationToken.None);

        Activity span = Assert.Single(OrchestrationSpans);
        Assert.Equal(trace.SpanID, span.SpanId.ToString());
        Assert.Equal(trace.SpanStartTime.ToDateTime(), span.StartTimeUtc);
        Assert.Equal("Completed", span.GetTagItem("durabletask.task.status"));
    }

    [Fact]
    public async Task ProcessAsync_Logs_UnderTheNamesOfMicrosoftsEvents()
    {
        using var loggers = new RecordedEvents();
        _hub.Loggers = loggers;
        WorkItemProcessor worker = _hub.Worker(AddOrder);

        await worker.ProcessAsync(Turn([], [TurnStarted(), Traced()], trace: null), CancellationToken.None);
        await worker.ProcessAsync(
            Turn([TurnStarted(), Traced(), Scheduled(0, "Pay")], [TurnStarted(1), Completed(0, "1")], trace: null), CancellationToken.None);

        Assert.Equal(
            ["600 OrchestrationStarted", "11 SendingOrchestratorResponse", "601 OrchestrationCompleted", "11 SendingOrchestratorResponse"],
            loggers.Events);
    }

    private static P.WorkItem Turn(P.HistoryEvent[] past, P.HistoryEvent[] fresh, P.OrchestrationTraceContext? trace)
    {
        P.OrchestratorRequest request = Request(past, fresh);
        request.OrchestrationTraceContext = trace;
        return new P.WorkItem { CompletionToken = "token", OrchestratorRequest = request };
    }

    private P.HistoryEvent Traced()
    {
        P.HistoryEvent started = Started("1", _name);
        started.ExecutionStarted.ParentTraceContext = new P.TraceContext { TraceParent = Parent };
        return started;
    }

    private void AddOrder(DurableTaskRegistry registry) =>
        registry.AddOrchestratorFunc<int, int>(_name, (context, input) => context.CallActivityAsync<int>("Pay", input));

    private sealed class RecordedEvents : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Events { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Events.Enqueue($"{eventId.Id} {eventId.Name}");

        public void Dispose()
        {
        }
    }
}
