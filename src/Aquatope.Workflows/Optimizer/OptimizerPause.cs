using System.Text.Json;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>Whether tuning cycles of a workflow begin by themselves. A cycle that is running goes on, for it watches over production.</summary>
internal sealed class OptimizerPause(IStateStore store)
{
    /// <summary>Returns whether the workflow's optimizer is paused.</summary>
    public async Task<bool> IsOnAsync(string workflow, CancellationToken cancellationToken) =>
        await store.ReadAsync(Key(workflow), cancellationToken) is { } document && JsonSerializer.Deserialize(document.Content.Span, ConfigurationDocuments.Default.Boolean);

    /// <summary>Pauses the workflow's optimizer, or lets it go on.</summary>
    /// <exception cref="StateConflictException">Somebody else has done so at the same time.</exception>
    public async Task SetAsync(string workflow, bool paused, CancellationToken cancellationToken)
    {
        StateDocument? current = await store.ReadAsync(Key(workflow), cancellationToken);
        await store.WriteAsync(Key(workflow), JsonSerializer.SerializeToUtf8Bytes(paused, ConfigurationDocuments.Default.Boolean), current?.Version, cancellationToken);
    }

    private static string Key(string workflow) => $"workflows/{workflow}/paused";
}
