using Microsoft.DurableTask;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Stage, mostly reading: finds the newest posts of those whom a user follows.</summary>
/// <remarks>Nothing to initialise. Thread-safe.</remarks>
/// <param name="folder">The folder with posts and timelines, shared by all stages of the social network.</param>
public sealed class ReadHomeTimeline(ISharedFolder folder) : TaskActivity<TimelineRequest, Guid[]>
{
    private readonly TimelineStore _timelines = new(folder, TimelineStore.Home);

    /// <inheritdoc/>
    public override Task<Guid[]> RunAsync(TaskActivityContext context, TimelineRequest input) => _timelines.NewestAsync(input);
}
