using System.Text.Json;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>The demand of each stage in the state store.</summary>
internal sealed class DemandStore(IStateStore store)
{
    /// <summary>Returns what is stored of a stage, or null.</summary>
    public async Task<DemandDocument?> ReadAsync(string stage, CancellationToken cancellationToken) =>
        await store.ReadAsync(Key(stage), cancellationToken) is { } document
            ? JsonSerializer.Deserialize(document.Content.Span, PreWarmingDocuments.Default.DemandDocument)
            : null;

    /// <summary>Stores what is known of a stage.</summary>
    public async Task WriteAsync(string stage, DemandDocument document, CancellationToken cancellationToken)
    {
        StateDocument? current = await store.ReadAsync(Key(stage), cancellationToken);
        try
        {
            await store.WriteAsync(
                Key(stage), JsonSerializer.SerializeToUtf8Bytes(document, PreWarmingDocuments.Default.DemandDocument), current?.Version, cancellationToken);
        }
        catch (StateConflictException)
        {
            // Another process has read the same reports; what it stored stands.
        }
    }

    private static string Key(string stage) => $"stages/{stage}/demand";
}
