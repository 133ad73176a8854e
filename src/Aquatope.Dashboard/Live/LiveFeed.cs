using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aquatope.Dashboard;

/// <summary>Watches task hubs while somebody looks, and tells all who look of what has changed.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class LiveFeed(TaskHubs hubs, DashboardProgram? program, TimeProvider timeProvider, CancellationToken stopping)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Watch> _watches = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns updates of a task hub from now on.</summary>
    /// <param name="hub">The task hub.</param>
    /// <param name="cancellationToken">Ends them.</param>
    public async IAsyncEnumerable<LiveUpdate> SubscribeAsync(string hub, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);

        // Whoever reads too slowly misses updates, sees that by their numbers, and looks anew.
        var updates = Channel.CreateBounded<LiveUpdate>(new BoundedChannelOptions(4) { FullMode = BoundedChannelFullMode.DropOldest });
        Watch watch = Join(hub, updates.Writer);
        try
        {
            await foreach (LiveUpdate update in updates.Reader.ReadAllAsync(ended.Token))
            {
                yield return update;
            }
        }
        finally
        {
            Leave(hub, watch, updates.Writer);
        }
    }

    private Watch Join(string hub, ChannelWriter<LiveUpdate> reader)
    {
        lock (_lock)
        {
            if (!_watches.TryGetValue(hub, out Watch? watch))
            {
                _watches[hub] = watch = new Watch(CancellationTokenSource.CreateLinkedTokenSource(stopping));
                _ = WatchAsync(hub, watch, watch.Stop.Token);
            }

            watch.Readers.Add(reader);
            if (watch.Last is { } last)
            {
                reader.TryWrite(last);
            }

            return watch;
        }
    }

    private void Leave(string hub, Watch watch, ChannelWriter<LiveUpdate> reader)
    {
        lock (_lock)
        {
            watch.Readers.Remove(reader);
            if (watch.Readers.Count == 0)
            {
                _watches.Remove(hub);
                watch.Stop.Cancel();
                watch.Stop.Dispose();
            }
        }
    }

    private async Task WatchAsync(string hub, Watch watch, CancellationToken stop)
    {
        try
        {
            var changes = new HubChanges(hubs.Inspector, hub, program, timeProvider);
            await foreach (LiveUpdate update in changes.ReadAsync(stop))
            {
                lock (_lock)
                {
                    watch.Last = update;
                    watch.Readers.ForEach(reader => reader.TryWrite(update));
                }
            }
        }
#pragma warning disable CA1031 // Those who look must see that nothing comes any more, and why.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            lock (_lock)
            {
                watch.Readers.ForEach(reader => reader.TryComplete(exception));
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
    }

    private sealed record Watch(CancellationTokenSource Stop)
    {
        public List<ChannelWriter<LiveUpdate>> Readers { get; } = [];

        public LiveUpdate? Last { get; set; }
    }
}
