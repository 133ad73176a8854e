using System.Globalization;
using DurableTask.Core.Exceptions;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Replay;

/// <summary>
/// The actions of an orchestrator that its history does not record yet. Replay produces every action again; the
/// history confirms those of earlier turns, one by one, by ID and content.
/// </summary>
internal sealed class ActionLog(string instanceId)
{
    private readonly Dictionary<int, P.OrchestratorAction> _actions = [];
    private readonly Dictionary<int, P.OrchestratorAction> _held = [];
    private int _nextId;

    public int Add(P.OrchestratorAction action)
    {
        action.Id = _nextId++;
        _actions.Add(action.Id, action);
        return action.Id;
    }

    /// <summary>Keeps the unrecorded actions back while the instance is suspended.</summary>
    public void Hold() => Move(_actions, _held);

    public void Release() => Move(_held, _actions);

    public IReadOnlyList<P.OrchestratorAction> Unrecorded() => [.. _actions.Values.OrderBy(action => action.Id)];

    /// <summary>Matches a recorded event with the action that caused it.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">They differ.</exception>
    public void Confirm(P.HistoryEvent recorded)
    {
        if (!_actions.Remove(recorded.EventId, out P.OrchestratorAction? action))
        {
            throw Diverged(recorded, "nothing with that ID");
        }

        string replayed = Describe(action);
        if (!string.Equals(replayed, Describe(recorded), StringComparison.OrdinalIgnoreCase))
        {
            throw Diverged(recorded, replayed);
        }
    }

    private static void Move(Dictionary<int, P.OrchestratorAction> from, Dictionary<int, P.OrchestratorAction> to)
    {
        foreach ((int id, P.OrchestratorAction action) in from)
        {
            to.Add(id, action);
        }

        from.Clear();
    }

    private NonDeterministicOrchestrationException Diverged(P.HistoryEvent recorded, string replayed) =>
        new(instanceId, recorded.EventId, Describe(recorded), replayed);

    // The texts name what must not change between replays: names and targets, not inputs or due times.
    private static string Describe(P.OrchestratorAction action) => action.OrchestratorActionTypeCase switch
    {
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask => Activity(action.ScheduleTask.Name),
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration =>
            SubOrchestration(action.CreateSubOrchestration.Name),
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer => "Timer",
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent =>
            SentEvent(action.SendEvent.Name, action.SendEvent.Instance.InstanceId),
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.SendEntityMessage => Describe(action.SendEntityMessage),
        P.OrchestratorAction.OrchestratorActionTypeOneofCase other => other.ToString(),
    };

    private static string Describe(P.SendEntityMessageAction message) => message.EntityMessageTypeCase switch
    {
        P.SendEntityMessageAction.EntityMessageTypeOneofCase.EntityOperationCalled => EntityCall(message.EntityOperationCalled),
        P.SendEntityMessageAction.EntityMessageTypeOneofCase.EntityOperationSignaled =>
            EntitySignal(message.EntityOperationSignaled),
        P.SendEntityMessageAction.EntityMessageTypeOneofCase.EntityLockRequested => EntityLock(message.EntityLockRequested),
        _ => EntityUnlock(message.EntityUnlockSent),
    };

    private static string Describe(P.HistoryEvent recorded) => recorded.EventTypeCase switch
    {
        P.HistoryEvent.EventTypeOneofCase.TaskScheduled => Activity(recorded.TaskScheduled.Name),
        P.HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated =>
            SubOrchestration(recorded.SubOrchestrationInstanceCreated.Name),
        P.HistoryEvent.EventTypeOneofCase.TimerCreated => "Timer",
        P.HistoryEvent.EventTypeOneofCase.EventSent => SentEvent(recorded.EventSent.Name, recorded.EventSent.InstanceId),
        P.HistoryEvent.EventTypeOneofCase.EntityOperationCalled => EntityCall(recorded.EntityOperationCalled),
        P.HistoryEvent.EventTypeOneofCase.EntityOperationSignaled => EntitySignal(recorded.EntityOperationSignaled),
        P.HistoryEvent.EventTypeOneofCase.EntityLockRequested => EntityLock(recorded.EntityLockRequested),
        P.HistoryEvent.EventTypeOneofCase.EntityUnlockSent => EntityUnlock(recorded.EntityUnlockSent),
        P.HistoryEvent.EventTypeOneofCase other => other.ToString(),
    };

    private static string Activity(string name) => $"Activity({name})";

    private static string SubOrchestration(string name) => $"SubOrchestration({name})";

    private static string SentEvent(string name, string target) => $"SendEvent({name} to {target})";

    private static string EntityCall(P.EntityOperationCalledEvent call) =>
        $"CallEntity({call.Operation} of {call.TargetInstanceId})";

    private static string EntitySignal(P.EntityOperationSignaledEvent signal) =>
        $"SignalEntity({signal.Operation} of {signal.TargetInstanceId})";

    private static string EntityLock(P.EntityLockRequestedEvent request) => string.Create(
        CultureInfo.InvariantCulture, $"LockEntities({string.Join(", ", request.LockSet)})");

    private static string EntityUnlock(P.EntityUnlockSentEvent release) => $"UnlockEntity({release.TargetInstanceId})";
}
