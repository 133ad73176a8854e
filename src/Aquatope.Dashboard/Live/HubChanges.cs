using System.Runtime.CompilerServices;
using Aquatope.TaskHub;

namespace Aquatope.Dashboard;

/// <summary>Finds what changes in one task hub.</summary>
internal sealed class HubChanges(TaskHubInspector inspector, string hub, DashboardProgram? program, TimeProvider timeProvider)
{
    private const int MostRows = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);

    // What a change says of its time may lie a little before the moment at which it can be read.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(1);

    private HashSet<(string Id, DateTimeOffset UpdatedAt)> _seen = [];
    private DateTimeOffset _since = timeProvider.GetUtcNow();
    private LiveUpdate? _last;
    private long _lastAt;

    /// <summary>Returns updates: at most one in each quarter of a second, and one in five seconds where nothing happens.</summary>
    /// <param name="cancellationToken">Ends them.</param>
    public async IAsyncEnumerable<LiveUpdate> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        do
        {
            IReadOnlyList<InstanceSummary> changed = await ChangedAsync();
            long revision = program?.Revision ?? 0;
            bool quiet = _last is not null && changed.Count == 0 && revision == _last.Revision;
            if (!quiet || timeProvider.GetElapsedTime(_lastAt) >= Heartbeat)
            {
                _lastAt = timeProvider.GetTimestamp();
                InstanceCounts counts = await inspector.CountAsync(hub, timeProvider.GetUtcNow() - Lately);
                _last = new LiveUpdate((_last?.Sequence ?? 0) + 1, counts, [.. changed.Take(MostRows)], changed.Count > MostRows, revision);
                yield return _last;
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task<IReadOnlyList<InstanceSummary>> ChangedAsync()
    {
        IReadOnlyList<InstanceSummary> found = await inspector.ListChangedAsync(hub, _since - Overlap, 10 * MostRows);
        InstanceSummary[] fresh = [.. found.Where(instance => !_seen.Contains((instance.Id, instance.UpdatedAt)))];
        _seen = [.. found.Select(instance => (instance.Id, instance.UpdatedAt))];
        _since = found.Count > 0 && found[0].UpdatedAt > _since ? found[0].UpdatedAt : _since;
        return _last is null ? [] : fresh;
    }
}
