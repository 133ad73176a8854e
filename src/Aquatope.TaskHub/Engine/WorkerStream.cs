using System.Threading.Channels;

namespace Aquatope.TaskHub.Engine;

/// <summary>One <c>GetWorkItems</c> call: what a worker takes, how much of it, and what it holds.</summary>
internal sealed class WorkerStream
{
    /// <summary>Taken for a worker that states no cap.</summary>
    private const int DefaultConcurrency = 1000;

    private readonly Channel<WorkItem> _items =
        Channel.CreateUnbounded<WorkItem>(new UnboundedChannelOptions { SingleReader = true });

    private readonly int[] _caps;
    private readonly int[] _held = new int[3];
    private readonly WorkItemFilter? _filter;

    public WorkerStream(string workerId, GetWorkItemsRequest request)
    {
        WorkerId = workerId;
        _caps =
        [
            Cap(request.MaxConcurrentOrchestrationWorkItems),
            Cap(request.MaxConcurrentActivityWorkItems),
            Cap(request.MaxConcurrentEntityWorkItems),
        ];
        _filter = WorkItemFilter.Of(request);
        StreamsHistory = request.Capabilities.Contains(WorkerCapability.HistoryStreaming);
    }

    /// <summary>Gets the worker's name for itself; for logs only.</summary>
    public string WorkerId { get; }

    /// <summary>Gets whether the worker can fetch long histories by itself.</summary>
    public bool StreamsHistory { get; }

    /// <summary>Gets what to send; bounded by the caps, for only work within them is put in.</summary>
    public ChannelReader<WorkItem> Items => _items.Reader;

    /// <summary>Gets what the worker holds. Engine's thread only.</summary>
    public HashSet<WorkEntry> Entries { get; } = [];

    /// <summary>Gets or sets when it was last given work, in order of giving; settles ties between streams.</summary>
    public long LastGiven { get; set; }

    public bool Takes(WorkQueue queue) => _filter is null || _filter.Takes(queue);

    public bool HasRoom(WorkItemKind kind) => _held[(int)kind] < _caps[(int)kind];

    public int Held(WorkItemKind kind) => _held[(int)kind];

    public void Hold(WorkEntry entry)
    {
        Entries.Add(entry);
        _held[(int)entry.Kind]++;
    }

    public void Release(WorkEntry entry)
    {
        if (Entries.Remove(entry))
        {
            _held[(int)entry.Kind]--;
        }
    }

    public bool Send(WorkItem item) => _items.Writer.TryWrite(item);

    /// <summary>Ends the stream cleanly once what was sent is written.</summary>
    public void Complete() => _items.Writer.TryComplete();

    private static int Cap(int requested) => requested > 0 ? requested : DefaultConcurrency;
}
