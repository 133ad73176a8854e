using System.Globalization;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Keeps the timeline of each user in a folder of its own: an empty file for each post, whose name says all. Thread-safe.</summary>
/// <remarks>Work is done when posts are written, not when timelines are read (fan-out on write).</remarks>
/// <param name="folder">The shared folder.</param>
/// <param name="kind">Which timelines: <see cref="Home"/> or <see cref="User"/>.</param>
internal sealed class TimelineStore(ISharedFolder folder, string kind)
{
    public const string Home = "home-timelines";
    public const string User = "user-timelines";

    // So that a post of somebody with many followers does not open that many connections or files at once.
    private static readonly ParallelOptions SomeAtOnce = new() { MaxDegreeOfParallelism = 16 };

    public Task AddAsync(TimelineEntry entry) => Parallel.ForEachAsync(
        entry.Users,
        SomeAtOnce,
        async (user, _) => await folder.WriteAsync($"{FolderOf(user)}/{NameOf(entry)}", ReadOnlyMemory<byte>.Empty));

    /// <summary>The newest posts of a user's timeline, newest first.</summary>
    public async Task<Guid[]> NewestAsync(TimelineRequest request)
    {
        SocialGraph.Checked(request.User);
        IReadOnlyList<string> names = await folder.ListAsync(FolderOf(request.User), request.Most);
        return [.. names.Select(name => Guid.ParseExact(name.AsSpan(name.IndexOf('-', StringComparison.Ordinal) + 1), "N"))];
    }

    // Counted down, so that the newest come first in the order of names.
    private static string NameOf(TimelineEntry entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - entry.Posted.Ticks:d19}-{entry.Post:N}");

    private string FolderOf(int user) => string.Create(CultureInfo.InvariantCulture, $"{kind}/{user}");
}
