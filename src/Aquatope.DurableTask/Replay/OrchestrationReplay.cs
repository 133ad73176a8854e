using DurableTask.Core.Exceptions;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Replay;

/// <summary>One turn of an orchestration: replays its past, applies what is new, and collects what it asks for.</summary>
internal sealed partial class OrchestrationReplay
{
    private readonly OrchestrationHistory _history;
    private readonly ITaskOrchestrator _orchestrator;
    private readonly ReplaySettings _settings;
    private readonly ReplayContext _context;
    private readonly ILogger _logger;
    private readonly TurnScheduler _scheduler = new();
    private readonly Queue<P.HistoryEvent> _whileSuspended = new();
    private readonly List<P.HistoryEvent> _forNextGeneration = [];
    private Task<object?>? _execution;
    private P.CompleteOrchestrationAction? _completion;
    private bool _suspended;

    private OrchestrationReplay(OrchestrationHistory history, ITaskOrchestrator orchestrator, ReplaySettings settings)
    {
        _history = history;
        _orchestrator = orchestrator;
        _settings = settings;
        _context = new ReplayContext(history, settings);
        _logger = settings.LoggerFactory.CreateLogger("Microsoft.DurableTask.Worker.Orchestrations");
    }

    /// <summary>Runs a turn. A failure of the orchestrator is part of the result, not an exception.</summary>
    public static ReplayResult Execute(
        OrchestrationHistory history, ITaskOrchestrator orchestrator, ReplaySettings settings)
    {
        OrchestrationReplay replay = new(history, orchestrator, settings);
        replay._scheduler.Run(replay.RunTurn);
        return replay.Result();
    }

    private void RunTurn()
    {
        try
        {
            _context.Replaying = true;
            Process(_history.Past);
            _context.Replaying = false;
            Process(_history.New);
            Conclude();
        }
        catch (NonDeterministicOrchestrationException divergence)
        {
            LogFailed(_logger, divergence, _history.Started.Name, _history.InstanceId);
            _completion = Failed(divergence);
        }
    }

    private void Process(IReadOnlyList<P.HistoryEvent> events)
    {
        foreach (P.HistoryEvent historyEvent in events)
        {
            if (historyEvent.OrchestratorStarted is not null)
            {
                _context.Now = historyEvent.Timestamp.ToDateTime();
            }
            else if (_suspended && historyEvent.ExecutionResumed is null && historyEvent.ExecutionTerminated is null)
            {
                _whileSuspended.Enqueue(historyEvent);
            }
            else
            {
                Apply(historyEvent);
                _scheduler.Drain();
            }
        }
    }

    private void Suspend()
    {
        _suspended = true;
        _context.Actions.Hold();
    }

    private void Resume()
    {
        _suspended = false;
        _context.Actions.Release();

        // A suspension that arrived during a suspension does not outlive the resumption.
        while (!_suspended && _whileSuspended.TryDequeue(out P.HistoryEvent? waiting))
        {
            if (waiting.ExecutionSuspended is null)
            {
                Apply(waiting);
                _scheduler.Drain();
            }
        }
    }

    private void Start(P.ExecutionStartedEvent started)
    {
        if (_execution is not null)
        {
            return;
        }

        if (!_context.Replaying)
        {
            LogStarted(_logger, started.Name, _history.InstanceId);
        }

        _execution = RunOrchestratorAsync(started.Input);
    }

    private async Task<object?> RunOrchestratorAsync(string? input)
    {
        try
        {
            _context.Input = _settings.DataConverter.Deserialize(input, _orchestrator.InputType);
            return await _orchestrator.RunAsync(_context, _context.Input);
        }
        finally
        {
            _context.ReleaseEntityLocks();
        }
    }

    private ReplayResult Result()
    {
        if (_completion is not null)
        {
            _context.Actions.Add(new P.OrchestratorAction { CompleteOrchestration = _completion });
        }

        return new ReplayResult(_context.Actions.Unrecorded(), _context.SerializeCustomStatus());
    }

    private static P.HistoryEvent RaisedEvent(string name, string? payload, DateTime now) => new()
    {
        EventId = -1,
        Timestamp = Timestamp.FromDateTime(DateTime.SpecifyKind(now, DateTimeKind.Utc)),
        EventRaised = new P.EventRaisedEvent { Name = name, Input = payload },
    };
}
