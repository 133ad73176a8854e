using Google.Protobuf.WellKnownTypes;

namespace Aquatope.TaskHub.Engine;

/// <summary>The next turn of an orchestration. There is one per instance, so that at most one turn is in flight.</summary>
internal sealed class TurnEntry(OpenInstance instance) : WorkEntry(instance.Hub, WorkItemKind.Orchestration)
{
    public OpenInstance Instance { get; } = instance;

    public override string Name => Instance.Name;

    public override string Version => Instance.Version ?? "";

    /// <summary>Gets the new events that were sent to the worker.</summary>
    public List<HistoryEvent> Sent { get; private set; } = [];

    /// <summary>Gets the sequence number of the newest inbox event among <see cref="Sent"/>.</summary>
    public long SentUpTo { get; private set; }

    /// <summary>Gets the parts of a response that came in chunks.</summary>
    public List<OrchestratorResponse> Chunks { get; } = [];

    public override WorkItem? Build(EngineContext context, WorkerStream stream)
    {
        List<(long Sequence, HistoryEvent Event)> inbox = Instance.LoadInbox(context.Store);
        if (inbox.Count == 0)
        {
            return null;
        }

        var sent = new List<HistoryEvent>(inbox.Count + 1) { HistoryEvents.OrchestratorStarted(context.Now) };
        foreach ((_, HistoryEvent e) in inbox)
        {
            sent.Add(e);
        }

        Sent = sent;
        SentUpTo = inbox[^1].Sequence;
        Chunks.Clear();
        return new WorkItem { OrchestratorRequest = Request(context, stream) };
    }

    private OrchestratorRequest Request(EngineContext context, WorkerStream stream)
    {
        CachedHistory history = context.Histories.Get(Instance);
        var request = new OrchestratorRequest
        {
            InstanceId = Instance.Id,
            ExecutionId = Instance.ExecutionId,
            // The hub delivers in order, so that a worker need not hold back messages to sort them.
            EntityParameters = new OrchestratorEntityParameters { EntityMessageReorderWindow = new Duration() },
        };
        if (stream.StreamsHistory && history.Bytes > context.Limits.HistoryStreamingBytes)
        {
            request.RequiresHistoryStreaming = true;
        }
        else
        {
            request.PastEvents.AddRange(history.Events);
        }

        request.NewEvents.AddRange(Sent);
        return request;
    }
}
