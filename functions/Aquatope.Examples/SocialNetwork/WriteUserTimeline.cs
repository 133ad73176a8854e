using Microsoft.DurableTask;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Stage 2b, mostly waiting for the disk: puts the post into its author's timeline.</summary>
/// <remarks>Nothing to initialise. Running it again changes nothing. Thread-safe.</remarks>
/// <param name="folder">The folder with posts and timelines, shared by all stages of the social network.</param>
public sealed class WriteUserTimeline(ISharedFolder folder) : TaskActivity<TimelineEntry, Guid>
{
    private readonly TimelineStore _timelines = new(folder, TimelineStore.User);

    /// <inheritdoc/>
    public override async Task<Guid> RunAsync(TaskActivityContext context, TimelineEntry input)
    {
        await _timelines.AddAsync(input);
        return input.Post;
    }
}
