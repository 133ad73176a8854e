namespace Aquatope.Examples.SocialNetwork;

/// <summary>The timelines of all users in memory, kept up with the log. Thread-safe.</summary>
internal sealed class TimelineIndex
{
    private readonly Lock _gate = new();
    private readonly SegmentReader<TimelineEntry> _log;
    private readonly Dictionary<int, SortedSet<(DateTime Posted, Guid Post)>> _timelines = [];

    public TimelineIndex(string folder)
    {
        _log = new SegmentReader<TimelineEntry>(folder);
        CatchUp();
    }

    /// <summary>The newest posts of a user's timeline, newest first.</summary>
    public Guid[] Newest(TimelineRequest request)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Most, 1);
        SocialGraph.Checked(request.User);
        lock (_gate)
        {
            CatchUp();
            return _timelines.TryGetValue(request.User, out SortedSet<(DateTime Posted, Guid Post)>? timeline)
                ? timeline.Reverse().Take(request.Most).Select(entry => entry.Post).ToArray()
                : [];
        }
    }

    private void CatchUp()
    {
        foreach (TimelineEntry entry in _log.ReadNew())
        {
            foreach (int user in entry.Users)
            {
                if (!_timelines.TryGetValue(user, out SortedSet<(DateTime Posted, Guid Post)>? timeline))
                {
                    _timelines.Add(user, timeline = []);
                }

                timeline.Add((entry.Posted, entry.Post));
            }
        }
    }
}
