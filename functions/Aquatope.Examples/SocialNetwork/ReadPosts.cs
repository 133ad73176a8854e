using Microsoft.DurableTask;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Stage, mostly reading: finds posts by their identity.</summary>
/// <remarks>Nothing to initialise. Thread-safe.</remarks>
/// <param name="folder">The folder with posts and timelines, shared by all stages of the social network.</param>
public sealed class ReadPosts(ISharedFolder folder) : TaskActivity<Guid[], Post[]>
{
    private readonly PostStore _posts = new(folder);

    /// <inheritdoc/>
    public override Task<Post[]> RunAsync(TaskActivityContext context, Guid[] input) => _posts.FindAsync(input);
}
