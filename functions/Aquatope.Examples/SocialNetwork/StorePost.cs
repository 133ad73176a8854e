using Microsoft.DurableTask;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Stage 2a, mostly waiting for the disk: stores the post.</summary>
/// <remarks>Nothing to initialise. Running it again changes nothing. Thread-safe.</remarks>
/// <param name="folder">The folder with posts and timelines, shared by all stages of the social network.</param>
public sealed class StorePost(ISharedFolder folder) : TaskActivity<Post, Guid>
{
    private readonly PostStore _posts = new(folder);

    /// <inheritdoc/>
    public override async Task<Guid> RunAsync(TaskActivityContext context, Post input)
    {
        await _posts.StoreAsync(input);
        return input.Id;
    }
}
