using Microsoft.DurableTask;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Stage 2c, hardly any work: finds who follows the author.</summary>
/// <remarks>Initialisation builds the graph. Thread-safe.</remarks>
public sealed class ReadFollowers : TaskActivity<int, IReadOnlyList<int>>
{
    private readonly SocialGraph _graph = new();

    /// <inheritdoc/>
    public override Task<IReadOnlyList<int>> RunAsync(TaskActivityContext context, int input) =>
        Task.FromResult(_graph.Followers(input));
}
