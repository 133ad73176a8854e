using Aquatope.TaskHub.Storage;
using Google.Protobuf;

namespace Aquatope.TaskHub.Engine;

/// <content>How executions end.</content>
internal sealed partial class Orchestrations
{
    /// <summary>Ends an instance without its worker.</summary>
    private void EndUnseen(OpenInstance instance, HistoryEvent terminated)
    {
        var events = new List<HistoryEvent> { HistoryEvents.OrchestratorStarted(context.Now) };
        events.AddRange(instance.LoadInbox(context.Store).Select(item => item.Event));
        events.Add(terminated);
        var completion = new CompleteOrchestrationAction
        {
            OrchestrationStatus = OrchestrationStatus.Terminated,
            Result = terminated.ExecutionTerminated.Input,
        };
        End(instance, events, completion, HistoryEvents.NoId);
    }

    private void ContinueAsNew(OpenInstance instance, TurnEntry turn, CompleteOrchestrationAction completion)
    {
        ExecutionStartedEvent previous = turn.Sent.Concat(context.Histories.Get(instance).Events)
            .First(e => e.EventTypeCase == HistoryEvent.EventTypeOneofCase.ExecutionStarted).ExecutionStarted;
        List<(long Sequence, HistoryEvent Event)> unread = [.. instance.LoadInbox(context.Store)];
        context.Histories.Drop(instance);
        context.Store.DeleteHistory(instance.Key);
        context.Store.DeleteTimers(instance.Key);
        context.Store.DeleteInbox(instance.Key, long.MaxValue);
        timers.Cancelled(instance.Timers);
        instance.Timers = 0;
        instance.Inbox = [];
        instance.LastInbox = 0;
        instance.ExecutionId = Guid.NewGuid().ToString("N");
        instance.Version = completion.NewVersion ?? instance.Version;
        instance.Turns = 0;
        instance.Trace = null;
        context.Store.ContinueInstance(instance.Key, instance.ExecutionId, instance.Version, completion.Result, EncodeTags(previous.Tags));
        context.Store.UpdateTurn(instance.Key, OrchestrationStatus.Running, 0, context.Now.UtcTicks, instance.CustomStatus);

        HistoryEvent started = HistoryEvents.New(context.Now);
        started.ExecutionStarted = previous.Clone();
        started.ExecutionStarted.Input = completion.Result;
        started.ExecutionStarted.OrchestrationSpanID = null;
        started.ExecutionStarted.Version = instance.Version;
        started.ExecutionStarted.OrchestrationInstance.ExecutionId = instance.ExecutionId;
        Add(instance, started);
        foreach (HistoryEvent carried in completion.CarryoverEvents.Concat(unread.Select(item => item.Event)))
        {
            Add(instance, carried);
        }
    }

    private void End(OpenInstance instance, List<HistoryEvent> events, CompleteOrchestrationAction completion, int actionId)
    {
        DateTimeOffset now = context.Now;
        var outcome = new Outcome(completion.OrchestrationStatus, completion.Result, completion.FailureDetails) { ActionId = actionId };
        bool recurse = events.Any(e => e.ExecutionTerminated is { Recurse: true });
        events.Add(HistoryEvents.ExecutionCompleted(now, actionId, outcome));
        instance.Status = outcome.Status;
        Keep(instance, events);
        context.Store.CompleteInstance(
            instance.Key, outcome.Status, now.UtcTicks, new PayloadRow(null, outcome.Output, outcome.Failure?.ToByteArray()));
        context.Store.DeleteInbox(instance.Key, long.MaxValue);
        context.Store.DeleteTimers(instance.Key);
        Close(instance);
        if (instance.Parent is { } link
            && instance.Hub.Open.TryGetValue(link.InstanceId, out OpenInstance? parent)
            && parent.ExecutionId == link.ExecutionId)
        {
            Add(parent, HistoryEvents.ChildResult(now, link.TaskId, outcome));
        }

        if (recurse)
        {
            foreach (string child in context.Store.FindChildren(instance.Hub.Key, instance.Id))
            {
                if (instance.Hub.Open.TryGetValue(child, out OpenInstance? open))
                {
                    Add(open, HistoryEvents.Terminated(now, outcome.Output, recurse: true));
                }
            }
        }

        context.AfterCommit(() => instance.Hub.Notify(instance.Id, ended: true));
    }
}
