using Microsoft.DurableTask;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Stage 2a, mostly waiting for the disk: stores the post.</summary>
/// <remarks>Nothing to initialise. Running it again stores a second copy, which readers take for the first. Thread-safe.</remarks>
public sealed class StorePost : TaskActivity<Post, Guid>, IDisposable
{
    private readonly SegmentLog<Post> _log = new(SocialFolders.Posts);

    /// <inheritdoc/>
    public override Task<Guid> RunAsync(TaskActivityContext context, Post input)
    {
        _log.Append(input);
        return Task.FromResult(input.Id);
    }

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();
}
