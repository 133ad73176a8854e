using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Replay;

internal sealed partial class OrchestrationReplay
{
    private void Apply(P.HistoryEvent historyEvent)
    {
        switch (historyEvent.EventTypeCase)
        {
            case P.HistoryEvent.EventTypeOneofCase.ExecutionStarted:
                Start(historyEvent.ExecutionStarted);
                break;
            case P.HistoryEvent.EventTypeOneofCase.ExecutionTerminated:
                _completion ??= new P.CompleteOrchestrationAction
                {
                    OrchestrationStatus = P.OrchestrationStatus.Terminated,
                    Result = historyEvent.ExecutionTerminated.Input,
                };
                break;
            case P.HistoryEvent.EventTypeOneofCase.ExecutionSuspended:
                Suspend();
                break;
            case P.HistoryEvent.EventTypeOneofCase.ExecutionResumed:
                Resume();
                break;
            case P.HistoryEvent.EventTypeOneofCase.TaskScheduled:
            case P.HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated:
            case P.HistoryEvent.EventTypeOneofCase.TimerCreated:
            case P.HistoryEvent.EventTypeOneofCase.EventSent:
            case P.HistoryEvent.EventTypeOneofCase.EntityOperationCalled:
            case P.HistoryEvent.EventTypeOneofCase.EntityOperationSignaled:
            case P.HistoryEvent.EventTypeOneofCase.EntityLockRequested:
            case P.HistoryEvent.EventTypeOneofCase.EntityUnlockSent:
                _context.Actions.Confirm(historyEvent);
                break;
            default:
                ApplyReply(historyEvent);
                break;
        }
    }

    // Anything else (the ends of earlier turns, generic events) says nothing to an orchestrator.
    private void ApplyReply(P.HistoryEvent historyEvent)
    {
        OpenTasks open = _context.OpenTasks;
        switch (historyEvent.EventTypeCase)
        {
            case P.HistoryEvent.EventTypeOneofCase.TaskCompleted:
                open.Complete(historyEvent.TaskCompleted.TaskScheduledId, historyEvent.TaskCompleted.Result);
                break;
            case P.HistoryEvent.EventTypeOneofCase.TaskFailed:
                open.Fail(historyEvent.TaskFailed.TaskScheduledId, historyEvent.TaskFailed.FailureDetails);
                break;
            case P.HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCompleted:
                P.SubOrchestrationInstanceCompletedEvent completed = historyEvent.SubOrchestrationInstanceCompleted;
                open.Complete(completed.TaskScheduledId, completed.Result);
                break;
            case P.HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceFailed:
                P.SubOrchestrationInstanceFailedEvent failed = historyEvent.SubOrchestrationInstanceFailed;
                open.Fail(failed.TaskScheduledId, failed.FailureDetails);
                break;
            case P.HistoryEvent.EventTypeOneofCase.TimerFired:
                open.Complete(historyEvent.TimerFired.TimerId, null);
                break;
            case P.HistoryEvent.EventTypeOneofCase.EventRaised:
                Raise(historyEvent);
                break;
            case P.HistoryEvent.EventTypeOneofCase.EntityOperationCompleted:
                P.EntityOperationCompletedEvent output = historyEvent.EntityOperationCompleted;
                _context.EntityReplies.Complete(output.RequestId, output.Output);
                break;
            case P.HistoryEvent.EventTypeOneofCase.EntityOperationFailed:
                P.EntityOperationFailedEvent failure = historyEvent.EntityOperationFailed;
                _context.EntityReplies.Fail(failure.RequestId, failure.FailureDetails);
                break;
            case P.HistoryEvent.EventTypeOneofCase.EntityLockGranted:
                _context.EntityReplies.Complete(historyEvent.EntityLockGranted.CriticalSectionId, null);
                break;
            default:
                break;
        }
    }

    private void Raise(P.HistoryEvent historyEvent)
    {
        P.EventRaisedEvent raised = historyEvent.EventRaised;
        if (_context.EntityReplies.TryCompleteLegacy(raised.Name, raised.Input))
        {
            return;
        }

        if (_context.NextGeneration is not null)
        {
            _forNextGeneration.Add(historyEvent);
            return;
        }

        _context.Events.Raise(raised.Name, raised.Input);
    }
}
