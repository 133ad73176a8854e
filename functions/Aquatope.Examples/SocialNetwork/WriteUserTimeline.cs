using Microsoft.DurableTask;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Stage 2b, mostly waiting for the disk: puts the post into its author's timeline.</summary>
/// <remarks>Nothing to initialise. Running it again stores a second copy, which readers take for the first. Thread-safe.</remarks>
public sealed class WriteUserTimeline : TaskActivity<TimelineEntry, Guid>, IDisposable
{
    private readonly SegmentLog<TimelineEntry> _log = new(SocialFolders.UserTimelines);

    /// <inheritdoc/>
    public override Task<Guid> RunAsync(TaskActivityContext context, TimelineEntry input)
    {
        _log.Append(input);
        return Task.FromResult(input.Post);
    }

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();
}
