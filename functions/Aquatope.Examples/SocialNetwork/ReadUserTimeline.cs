using Microsoft.DurableTask;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Stage, mostly reading: finds the newest posts of a user.</summary>
/// <remarks>Initialisation reads the log. Thread-safe.</remarks>
public sealed class ReadUserTimeline : TaskActivity<TimelineRequest, Guid[]>
{
    private readonly TimelineIndex _index = new(SocialFolders.UserTimelines);

    /// <inheritdoc/>
    public override Task<Guid[]> RunAsync(TaskActivityContext context, TimelineRequest input) =>
        Task.FromResult(_index.Newest(input));
}
