using System.Globalization;
using System.Text.Json;
using Aquatope.Forecasting;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>The forecasters of stages, and every decision about them, in the state store.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ForecasterHistory
{
    private readonly IStateStore _store;

    internal ForecasterHistory(IStateStore store) => _store = store;

    /// <summary>Returns every decision about a stage's forecaster.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The decisions, oldest first.</returns>
    public async Task<IReadOnlyList<ForecasterDecision>> DecisionsAsync(string stage, CancellationToken cancellationToken)
    {
        var decisions = new List<ForecasterDecision>();
        await foreach (string key in _store.ListAsync(Key(stage, "decisions/"), cancellationToken))
        {
            StateDocument document = (await _store.ReadAsync(key, cancellationToken))!;
            decisions.Add(JsonSerializer.Deserialize(document.Content.Span, PreWarmingDocuments.Default.ForecasterDecision)!);
        }

        return [.. decisions.OrderBy(decision => decision.At)];
    }

    /// <summary>Returns which forecaster a stage has; null before any training.</summary>
    internal async Task<ForecasterInForce?> InForceAsync(string stage, CancellationToken cancellationToken) =>
        await _store.ReadAsync(Key(stage, "in-force"), cancellationToken) is { } document
            ? JsonSerializer.Deserialize(document.Content.Span, PreWarmingDocuments.Default.ForecasterInForce)
            : null;

    /// <summary>Makes the forecaster that a stage has.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="inForce">Which it is.</param>
    /// <param name="history">What a method that keeps no model learns from anew.</param>
    /// <param name="seed">Seed of what that draws.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The forecaster; one that stands in and says why where its model cannot be read.</returns>
    internal async Task<IForecaster> LoadAsync(string stage, ForecasterInForce inForce, CountSeries history, ulong seed, CancellationToken cancellationToken)
    {
        try
        {
            if (!ForecasterFile.Methods.Contains(inForce.Method))
            {
                return ForecastingMethods.Find(inForce.Method).Train(history, seed, cancellationToken);
            }

            StateDocument? model = await _store.ReadAsync(Key(stage, "model"), cancellationToken);
            return model is null
                ? new FallbackForecaster(inForce.Method, "Its model is not in the state store.")
                : ForecasterFile.Load(new MemoryStream(model.Content.ToArray()));
        }
        catch (Exception exception) when (exception is AquatopeException or ArgumentException)
        {
            return new FallbackForecaster(inForce.Method, exception.Message);
        }
    }

    /// <summary>Puts a forecaster into force; one that keeps no model needs only its name.</summary>
    internal async Task PutInForceAsync(string stage, ForecasterInForce inForce, IForecaster? adopted, CancellationToken cancellationToken)
    {
        if (adopted is not null && ForecasterFile.Methods.Contains(adopted.Name))
        {
            using var model = new MemoryStream();
            ForecasterFile.Save(adopted, model);
            await WriteAsync(Key(stage, "model"), model.ToArray(), cancellationToken);
        }

        await WriteAsync(Key(stage, "in-force"), JsonSerializer.SerializeToUtf8Bytes(inForce, PreWarmingDocuments.Default.ForecasterInForce), cancellationToken);
    }

    /// <summary>Keeps a decision.</summary>
    /// <param name="name">A name that the same decision has when it is made again.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal async Task KeepAsync(string name, ForecasterDecision decision, CancellationToken cancellationToken)
    {
        try
        {
            await _store.WriteAsync(
                Key(decision.Stage, "decisions/" + name),
                JsonSerializer.SerializeToUtf8Bytes(decision, PreWarmingDocuments.Default.ForecasterDecision),
                expectedVersion: null,
                cancellationToken);
        }
        catch (StateConflictException)
        {
            // Recorded before a restart.
        }
    }

    /// <summary>Returns the decision of a training, or null before it has been made.</summary>
    internal async Task<ForecasterDecision?> FindAsync(string stage, string name, CancellationToken cancellationToken) =>
        await _store.ReadAsync(Key(stage, "decisions/" + name), cancellationToken) is { } document
            ? JsonSerializer.Deserialize(document.Content.Span, PreWarmingDocuments.Default.ForecasterDecision)
            : null;

    /// <summary>Returns the name of the decision of a training.</summary>
    internal static string TrainingName(int training) => string.Create(CultureInfo.InvariantCulture, $"training-{training:D6}");

    private static string Key(string stage, string rest) => $"stages/{stage}/forecaster/{rest}";

    // One training of a stage at a time, so that what is there is the one before.
    private async Task WriteAsync(string key, byte[] content, CancellationToken cancellationToken) =>
        await _store.WriteAsync(key, content, (await _store.ReadAsync(key, cancellationToken))?.Version, cancellationToken);
}
