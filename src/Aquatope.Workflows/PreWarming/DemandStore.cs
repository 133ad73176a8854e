using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>The demand of each stage, and the price of a cold start of each workflow, in the state store.</summary>
internal sealed class DemandStore(IStateStore store)
{
    /// <summary>Returns what is stored of a stage, or null.</summary>
    public Task<DemandDocument?> ReadAsync(string stage, CancellationToken cancellationToken) =>
        ReadAsync(OfStage(stage), PreWarmingDocuments.Default.DemandDocument, cancellationToken);

    /// <summary>Returns what is stored of a workflow's price, or null.</summary>
    public Task<ColdStartPriceState?> ReadPriceAsync(string workflow, CancellationToken cancellationToken) =>
        ReadAsync(OfWorkflow(workflow), PreWarmingDocuments.Default.ColdStartPriceState, cancellationToken);

    /// <summary>Stores what is known of a stage.</summary>
    public Task WriteAsync(string stage, DemandDocument document, CancellationToken cancellationToken) =>
        WriteAsync(OfStage(stage), document, PreWarmingDocuments.Default.DemandDocument, cancellationToken);

    /// <summary>Stores what is known of a workflow's price.</summary>
    public Task WritePriceAsync(string workflow, ColdStartPriceState state, CancellationToken cancellationToken) =>
        WriteAsync(OfWorkflow(workflow), state, PreWarmingDocuments.Default.ColdStartPriceState, cancellationToken);

    private async Task<T?> ReadAsync<T>(string key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => await store.ReadAsync(key, cancellationToken) is { } document ? JsonSerializer.Deserialize(document.Content.Span, type) : null;

    private async Task WriteAsync<T>(string key, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        StateDocument? current = await store.ReadAsync(key, cancellationToken);
        try
        {
            await store.WriteAsync(key, JsonSerializer.SerializeToUtf8Bytes(value, type), current?.Version, cancellationToken);
        }
        catch (StateConflictException)
        {
            // Another process has read the same reports; what it stored stands.
        }
    }

    private static string OfStage(string stage) => $"stages/{stage}/demand";

    private static string OfWorkflow(string workflow) => $"workflows/{workflow}/cold-start-price";
}
