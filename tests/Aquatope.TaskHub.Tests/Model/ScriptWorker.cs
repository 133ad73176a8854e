using System.Globalization;
using Aquatope.DurableTask.Protocol;

namespace Aquatope.TaskHub.Tests.Model;

/// <summary>An orchestrator that interprets the scripts of <see cref="ModelHub"/> by replaying its history.</summary>
internal sealed class ScriptWorker
{
    private readonly string _instanceId;
    private readonly DateTimeOffset _now;
    private readonly HashSet<int> _created = [];
    private readonly HashSet<int> _done = [];
    private readonly List<HistoryEvent> _events = [];
    private string _script = string.Empty;
    private bool _suspended;
    private HistoryEvent? _terminated;

    private ScriptWorker(OrchestratorRequest request, DateTimeOffset now)
    {
        _instanceId = request.InstanceId;
        _now = now;
        foreach (HistoryEvent e in request.PastEvents.Concat(request.NewEvents))
        {
            Replay(e);
        }
    }

    /// <summary>Runs a turn and returns its actions and the position reached.</summary>
    public static (List<OrchestratorAction> Actions, int Position) Run(OrchestratorRequest request, DateTimeOffset now)
    {
        var actions = new List<OrchestratorAction>();
        var worker = new ScriptWorker(request, now);
        return (actions, worker.Step(actions));
    }

    private void Replay(HistoryEvent e)
    {
        switch (e.EventTypeCase)
        {
            case HistoryEvent.EventTypeOneofCase.ExecutionStarted:
                _script = e.ExecutionStarted.Input;
                break;
            case HistoryEvent.EventTypeOneofCase.TaskScheduled:
            case HistoryEvent.EventTypeOneofCase.TimerCreated:
            case HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated:
                Assert.True(_created.Add(e.EventId));
                break;
            case HistoryEvent.EventTypeOneofCase.TaskCompleted:
                Assert.True(_done.Add(e.TaskCompleted.TaskScheduledId));
                break;
            case HistoryEvent.EventTypeOneofCase.TimerFired:
                Assert.True(_done.Add(e.TimerFired.TimerId));
                break;
            case HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCompleted:
                Assert.True(_done.Add(e.SubOrchestrationInstanceCompleted.TaskScheduledId));
                break;
            case HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceFailed:
                Assert.True(_done.Add(e.SubOrchestrationInstanceFailed.TaskScheduledId));
                break;
            case HistoryEvent.EventTypeOneofCase.EventRaised:
                _events.Add(e);
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionSuspended:
                _suspended = true;
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionResumed:
                _suspended = false;
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionTerminated:
                _terminated ??= e;
                break;
        }
    }

    private int Step(List<OrchestratorAction> actions)
    {
        int position = 0;
        int taken = 0;
        for (; position < _script.Length; position++)
        {
            char step = _script[position];
            if (step == 'e' ? taken++ < _events.Count : _done.Contains(position))
            {
                continue;
            }

            if (!_suspended && _terminated is null)
            {
                Begin(step, position, taken, actions);
            }

            break;
        }

        if (_terminated is not null)
        {
            actions.Add(Actions.End(OrchestrationStatus.Terminated));
        }
        else if (position == _script.Length && !_suspended)
        {
            actions.Add(Actions.Complete(position.ToString(CultureInfo.InvariantCulture)));
        }

        return position;
    }

    private void Begin(char step, int position, int taken, List<OrchestratorAction> actions)
    {
        string rest = _script[(position + 1)..];
        switch (step)
        {
            case 'f':
                actions.Add(Actions.Fail("Script", "f"));
                break;
            case 'n':
                actions.Add(Actions.Continue(rest, [.. _events.Skip(taken)]));
                break;
            case 'a' when !_created.Contains(position):
                actions.Add(Actions.Activity(position, "step"));
                break;
            case 't' when !_created.Contains(position):
                actions.Add(Actions.Timer(position, _now + TimeSpan.FromSeconds(ModelHub.TimerSeconds)));
                break;
            case 'c' when !_created.Contains(position):
                actions.Add(Actions.Child(position, "Script", $"{_instanceId}.{position}", rest.Replace("n", string.Empty, StringComparison.Ordinal)));
                break;
        }
    }
}
