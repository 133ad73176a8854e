using Microsoft.DurableTask;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Stage, mostly reading: finds the newest posts of those whom a user follows.</summary>
/// <remarks>Initialisation reads the log. Thread-safe.</remarks>
public sealed class ReadHomeTimeline : TaskActivity<TimelineRequest, Guid[]>
{
    private readonly TimelineIndex _index = new(SocialFolders.HomeTimelines);

    /// <inheritdoc/>
    public override Task<Guid[]> RunAsync(TaskActivityContext context, TimelineRequest input) =>
        Task.FromResult(_index.Newest(input));
}
