using Google.Protobuf.WellKnownTypes;

namespace Aquatope.TaskHub.Engine;

/// <summary>The next turn of an orchestration. There is one per instance, so that at most one turn is in flight.</summary>
internal sealed class TurnEntry(OpenInstance instance) : WorkEntry(instance.Hub, WorkItemKind.Orchestration)
{
    private readonly List<OrchestratorResponse> _chunks = [];

    public OpenInstance Instance { get; } = instance;

    public override string Name => Instance.Name;

    public override string Version => Instance.Version ?? "";

    /// <summary>Gets the new events that were sent to the worker.</summary>
    public List<HistoryEvent> Sent { get; private set; } = [];

    /// <summary>Gets the sequence number of the newest inbox event among <see cref="Sent"/>.</summary>
    public long SentUpTo { get; private set; }

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
        _chunks.Clear();
        return new WorkItem { OrchestratorRequest = Request(context, stream) };
    }

#pragma warning disable CS0612 // The fields are deprecated, yet official workers still split big responses with them.

    /// <summary>Gathers the parts of a response that comes in chunks.</summary>
    /// <param name="response">A part; if it is the last one it is made whole.</param>
    /// <returns>Whether the response is whole now.</returns>
    public bool Assemble(OrchestratorResponse response)
    {
        int index = response.ChunkIndex ?? 0;
        if (!response.IsPartial && _chunks.Count == 0)
        {
            return true;
        }

        if (index > _chunks.Count)
        {
            throw HubError.Invalid($"Part {index} of a response of '{Instance.Id}' came before part {_chunks.Count}.");
        }

        if (response.IsPartial)
        {
            if (index == _chunks.Count)
            {
                _chunks.Add(response);
            }

            // Otherwise it is a part that has come already, sent again for want of an answer.
            return false;
        }

        OrchestratorAction[] last = [.. response.Actions];
        response.Actions.Clear();
        response.Actions.Add(_chunks.SelectMany(chunk => chunk.Actions).Concat(last));
        response.CustomStatus ??= _chunks.Select(chunk => chunk.CustomStatus).LastOrDefault(status => status is not null);
        _chunks.Clear();
        return true;
    }

#pragma warning restore CS0612

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
