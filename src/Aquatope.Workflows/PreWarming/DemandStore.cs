using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aquatope.Tuning;
using Microsoft.Extensions.Logging;

namespace Aquatope.Workflows;

/// <summary>
/// The demand of each stage, the price of a cold start of each workflow, and what pools have learned of idle times, in the state
/// store.
/// </summary>
/// <remarks>A document that cannot be read, because it is damaged or of another version, counts as none; a warning says so, and the next write replaces it.</remarks>
internal sealed partial class DemandStore(IStateStore store, ILogger<DemandStore> logger)
{
    private const string OfAllPools = "pools/idle-times";

    /// <summary>Returns what is stored of a stage, or null.</summary>
    public Task<DemandDocument?> ReadAsync(string stage, CancellationToken cancellationToken) =>
        ReadAsync(OfStage(stage), PreWarmingDocuments.Default.DemandDocument, cancellationToken);

    /// <summary>Returns what is stored of a workflow's price, or null.</summary>
    public Task<ColdStartPriceState?> ReadPriceAsync(string workflow, CancellationToken cancellationToken) =>
        ReadAsync(OfWorkflow(workflow), PreWarmingDocuments.Default.ColdStartPriceState, cancellationToken);

    /// <summary>Returns what is stored of the idle times of all pools, or null.</summary>
    public Task<IdleTimeExperienceState?> ReadIdleTimesAsync(CancellationToken cancellationToken) =>
        ReadAsync(OfAllPools, PreWarmingDocuments.Default.IdleTimeExperienceState, cancellationToken);

    /// <summary>Returns what is stored of the idle times of a stage's pool, or null.</summary>
    public Task<IdleSlotsState?> ReadIdleTimesAsync(string stage, CancellationToken cancellationToken) =>
        ReadAsync(OfPool(stage), PreWarmingDocuments.Default.IdleSlotsState, cancellationToken);

    /// <summary>Stores what is known of a stage.</summary>
    public Task WriteAsync(string stage, DemandDocument document, CancellationToken cancellationToken) =>
        WriteAsync(OfStage(stage), document, PreWarmingDocuments.Default.DemandDocument, cancellationToken);

    /// <summary>Stores what is known of a workflow's price.</summary>
    public Task WritePriceAsync(string workflow, ColdStartPriceState state, CancellationToken cancellationToken) =>
        WriteAsync(OfWorkflow(workflow), state, PreWarmingDocuments.Default.ColdStartPriceState, cancellationToken);

    /// <summary>Stores what is known of the idle times of all pools.</summary>
    public Task WriteIdleTimesAsync(IdleTimeExperienceState state, CancellationToken cancellationToken) =>
        WriteAsync(OfAllPools, state, PreWarmingDocuments.Default.IdleTimeExperienceState, cancellationToken);

    /// <summary>Stores what is known of the idle times of a stage's pool.</summary>
    public Task WriteIdleTimesAsync(string stage, IdleSlotsState state, CancellationToken cancellationToken) =>
        WriteAsync(OfPool(stage), state, PreWarmingDocuments.Default.IdleSlotsState, cancellationToken);

    private async Task<T?> ReadAsync<T>(string key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (await store.ReadAsync(key, cancellationToken) is not { } document)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(document.Content.Span, type);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            LogUnreadable(key, exception);
            return null;
        }
    }

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

    private static string OfPool(string stage) => $"stages/{stage}/idle-times";

    private static string OfWorkflow(string workflow) => $"workflows/{workflow}/cold-start-price";

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "What the pre-warmer stored under '{Key}' cannot be read; it begins without.")]
    private partial void LogUnreadable(string key, Exception exception);
}
