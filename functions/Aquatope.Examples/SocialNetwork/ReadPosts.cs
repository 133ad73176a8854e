using Microsoft.DurableTask;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Stage, mostly reading: finds posts by their identity.</summary>
/// <remarks>Initialisation reads the log. Thread-safe.</remarks>
public sealed class ReadPosts : TaskActivity<Guid[], Post[]>
{
    private readonly PostIndex _index = new(SocialFolders.Posts);

    /// <inheritdoc/>
    public override Task<Post[]> RunAsync(TaskActivityContext context, Guid[] input) =>
        Task.FromResult(_index.Find(input));
}
