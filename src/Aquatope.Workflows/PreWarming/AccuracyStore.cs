using System.Text.Json;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>How well methods forecast each stage, in the state store.</summary>
internal sealed class AccuracyStore(IStateStore store)
{
    // Thirty days of a few methods each.
    private const int MostRows = 120;

    /// <summary>Returns what is stored of a stage, the oldest day first.</summary>
    public async Task<IReadOnlyList<ForecastAccuracy>> ReadAsync(string stage, CancellationToken cancellationToken) =>
        Rows(await store.ReadAsync(Key(stage), cancellationToken));

    /// <summary>Adds to what is stored of a stage.</summary>
    public async Task AddAsync(string stage, IReadOnlyList<ForecastAccuracy> added, CancellationToken cancellationToken)
    {
        StateDocument? current = await store.ReadAsync(Key(stage), cancellationToken);
        List<ForecastAccuracy> rows = Merge(Rows(current), added);
        try
        {
            await store.WriteAsync(
                Key(stage), JsonSerializer.SerializeToUtf8Bytes([.. rows.TakeLast(MostRows)], PreWarmingDocuments.Default.ForecastAccuracyArray), current?.Version, cancellationToken);
        }
        catch (StateConflictException)
        {
            // Another process watches the same calls; its scores tell the same.
        }
    }

    /// <summary>Adds rows up by day and method. Pure.</summary>
    public static List<ForecastAccuracy> Merge(IEnumerable<ForecastAccuracy> rows, IEnumerable<ForecastAccuracy> added) =>
        [.. rows.Concat(added).GroupBy(row => (row.Day, row.Method))
            .Select(group => new ForecastAccuracy(group.Key.Day, group.Key.Method)
            {
                Intervals = group.Sum(row => row.Intervals),
                Crps = group.Sum(row => row.Crps),
                AbsoluteError = group.Sum(row => row.AbsoluteError),
                Calls = group.Sum(row => row.Calls),
                Covered = group.Sum(row => row.Covered),
            })
            .OrderBy(row => row.Day).ThenBy(row => row.Method, StringComparer.Ordinal)];

    private static ForecastAccuracy[] Rows(StateDocument? document) => document is null
        ? []
        : JsonSerializer.Deserialize(document.Content.Span, PreWarmingDocuments.Default.ForecastAccuracyArray)!;

    private static string Key(string stage) => $"stages/{stage}/accuracy";
}
