using Microsoft.DurableTask;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Stage, mostly reading: finds the newest posts of a user.</summary>
/// <remarks>Nothing to initialise. Thread-safe.</remarks>
/// <param name="folder">The folder with posts and timelines, shared by all stages of the social network.</param>
public sealed class ReadUserTimeline(ISharedFolder folder) : TaskActivity<TimelineRequest, Guid[]>
{
    private readonly TimelineStore _timelines = new(folder, TimelineStore.User);

    /// <inheritdoc/>
    public override Task<Guid[]> RunAsync(TaskActivityContext context, TimelineRequest input) => _timelines.NewestAsync(input);
}
