using Aquatope.Workflows;
using Microsoft.DurableTask;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Shows a user's home timeline: find the newest posts, then read them.</summary>
public sealed class ShowHomeTimeline : TaskOrchestrator<TimelineRequest, Post[]>
{
    /// <inheritdoc/>
    public override async Task<Post[]> RunAsync(TaskOrchestrationContext context, TimelineRequest input)
    {
        Guid[] posts = await context.CallStageAsync<Guid[]>(nameof(ReadHomeTimeline), input);
        return await context.CallStageAsync<Post[]>(nameof(ReadPosts), posts);
    }
}
