namespace Aquatope.Examples.SocialNetwork;

/// <summary>All posts in memory, kept up with the log. Thread-safe.</summary>
internal sealed class PostIndex
{
    private readonly Lock _gate = new();
    private readonly SegmentReader<Post> _log;
    private readonly Dictionary<Guid, Post> _posts = [];

    public PostIndex(string folder)
    {
        _log = new SegmentReader<Post>(folder);
        CatchUp();
    }

    /// <summary>The posts asked for, in that order, without those that are not stored yet.</summary>
    public Post[] Find(IEnumerable<Guid> ids)
    {
        lock (_gate)
        {
            CatchUp();
            return ids.Where(_posts.ContainsKey).Select(id => _posts[id]).ToArray();
        }
    }

    private void CatchUp()
    {
        foreach (Post post in _log.ReadNew())
        {
            _posts[post.Id] = post;
        }
    }
}
