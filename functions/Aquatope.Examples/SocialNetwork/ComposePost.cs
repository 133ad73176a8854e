using Aquatope.Workflows;
using Microsoft.DurableTask;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Composes a post: filter text and picture in parallel, then store and write the timelines in parallel.</summary>
public sealed class ComposePost : TaskOrchestrator<ComposeRequest, ComposeResult>
{
    /// <inheritdoc/>
    public override async Task<ComposeResult> RunAsync(TaskOrchestrationContext context, ComposeRequest input)
    {
        Task<FilteredText> filteringText = context.CallStageAsync<FilteredText>(nameof(FilterText), input.Text);
        Task<FilteredPicture> filteringPicture = context.CallStageAsync<FilteredPicture>(nameof(FilterPicture), input);
        await Task.WhenAll(filteringText, filteringPicture);
        FilteredText text = await filteringText;
        FilteredPicture picture = await filteringPicture;
        if (!picture.Allowed)
        {
            return new ComposeResult(null, text.Masked, Followers: 0);
        }

        var post = new Post(context.NewGuid(), input.Author, context.CurrentUtcDateTime, text.Text, input.Picture);
        Task storing = context.CallStageAsync<Guid>(nameof(StorePost), post);
        Task listing = context.CallStageAsync<Guid>(
            nameof(WriteUserTimeline), new TimelineEntry(post.Id, post.Posted, [post.Author]));
        Task<int> spreading = SpreadAsync(context, post);
        await Task.WhenAll(storing, listing, spreading);
        return new ComposeResult(post, text.Masked, await spreading);
    }

    private static async Task<int> SpreadAsync(TaskOrchestrationContext context, Post post)
    {
        int[] followers = await context.CallStageAsync<int[]>(nameof(ReadFollowers), post.Author);
        await context.CallStageAsync<Guid>(nameof(WriteHomeTimeline), new TimelineEntry(post.Id, post.Posted, followers));
        return followers.Length;
    }
}
