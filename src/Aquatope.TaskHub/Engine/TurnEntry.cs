using Google.Protobuf.WellKnownTypes;

namespace Aquatope.TaskHub.Engine;

/// <summary>The next turn of an orchestration. There is one per instance, so that at most one turn is in flight.</summary>
internal sealed class TurnEntry(OpenInstance instance) : WorkEntry(instance.Hub, WorkItemKind.Orchestration)
{
    private readonly List<OrchestratorResponse> _chunks = [];
    private long _pastBytes;

    public OpenInstance Instance { get; } = instance;

    public override string Name => Instance.Name;

    public override string Version => Instance.Version ?? "";

    /// <summary>Gets the new events that were sent to the worker.</summary>
    public List<HistoryEvent> Sent { get; private set; } = [];

    /// <summary>Gets the sequence number of the newest inbox event among <see cref="Sent"/>.</summary>
    public long SentUpTo { get; private set; }

    public override long SentBytes => _pastBytes + Sent.Sum(e => (long)e.CalculateSize());

    public override string ToString() => $"The next turn of orchestration '{Instance.Id}' ({Name})";

    public override WorkItem? Build(EngineContext context, WorkerStream stream)
    {
        List<(long Sequence, HistoryEvent Event)> inbox = Instance.LoadInbox(context.Store);
        if (inbox.Count == 0)
        {
            return null;
        }

        CachedHistory history = context.Histories.Get(Instance);
        bool streamed = stream.StreamsHistory && history.Bytes > context.Limits.HistoryStreamingBytes;
        _pastBytes = streamed ? 0 : history.Bytes;
        var sent = new List<HistoryEvent>(inbox.Count + 1) { HistoryEvents.OrchestratorStarted(context.Now) };
        foreach ((long sequence, HistoryEvent e) in MessageSize.Fitting(inbox, _pastBytes))
        {
            sent.Add(e);
            SentUpTo = sequence;
        }

        Sent = sent;
        _chunks.Clear();
        Instance.Trace ??= OrchestrationTrace.Of(history.Events);
        return new WorkItem { OrchestratorRequest = Request(streamed ? null : history) };
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

    /// <summary>Makes the request of a turn; the worker fetches a history that is null by itself.</summary>
    private OrchestratorRequest Request(CachedHistory? history)
    {
        var request = new OrchestratorRequest
        {
            InstanceId = Instance.Id,
            ExecutionId = Instance.ExecutionId,
            OrchestrationTraceContext = Instance.Trace,
            // The hub delivers in order, so that a worker need not hold back messages to sort them.
            EntityParameters = new OrchestratorEntityParameters { EntityMessageReorderWindow = new Duration() },
        };
        if (history is null)
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
