using System.Globalization;
using System.Text.Json.Nodes;
using Aquatope.Forecasting;

namespace Aquatope.Cli;

/// <summary>How well several methods forecast one series.</summary>
/// <param name="Name">The series.</param>
/// <param name="TrainingBins">How many bins they learned from.</param>
/// <param name="TestBins">How many came after.</param>
/// <param name="Models">The scores by method, in the order asked for.</param>
internal sealed record SeriesResult(string Name, int TrainingBins, int TestBins, IReadOnlyList<KeyValuePair<string, ForecastScores>> Models);

/// <summary>The document that <c>--json</c> prints and <c>--out</c> keeps.</summary>
internal static class ForecastDocument
{
    /// <summary>Makes the document.</summary>
    /// <param name="results">The results of each series.</param>
    /// <returns>The document.</returns>
    public static JsonObject Of(IReadOnlyList<SeriesResult> results) => new()
    {
        ["series"] = new JsonArray([.. results.Select(result => new JsonObject
        {
            ["name"] = result.Name,
            ["trainBins"] = result.TrainingBins,
            ["testBins"] = result.TestBins,
            ["models"] = Models(result.Models),
        })]),
        ["median"] = Models(Medians(results)),
    };

    /// <summary>Returns the medians over the series.</summary>
    /// <param name="results">The results of each series; at least one.</param>
    /// <returns>The medians by method.</returns>
    public static IReadOnlyList<KeyValuePair<string, ForecastScores>> Medians(IReadOnlyList<SeriesResult> results) =>
        [.. results[0].Models.Select((model, i) => KeyValuePair.Create(model.Key, ForecastScores.Median([.. results.Select(result => result.Models[i].Value)])))];

    private static JsonObject Models(IEnumerable<KeyValuePair<string, ForecastScores>> models) =>
        new(models.Select(model => KeyValuePair.Create(model.Key, (JsonNode?)Scores(model.Value))));

    private static JsonObject Scores(ForecastScores scores)
    {
        var result = new JsonObject
        {
            ["smape"] = scores.Smape,
            ["smapeSum"] = scores.SmapeOfSum,
            ["mase"] = scores.Mase,
            ["seasonalMase"] = scores.SeasonalMase,
            ["pinball"] = ByQuantile(scores, quantile => quantile.Pinball),
            ["crps"] = scores.Crps,
            ["coverage"] = ByQuantile(scores, quantile => quantile.Coverage),
            ["statedCoverage"] = ByQuantile(scores, quantile => quantile.StatedCoverage),
            ["intervalCoverage"] = Intervals(scores),
            ["trainSeconds"] = scores.TrainSeconds,
            ["inferenceMs"] = scores.InferenceMs,
        };
        if (scores.FallbackReason is { } reason)
        {
            result["fallback"] = reason;
        }

        return result;
    }

    private static JsonObject ByQuantile(ForecastScores scores, Func<QuantileScores, double> measure) =>
        new(scores.Quantiles.Select(quantile => KeyValuePair.Create(Text(quantile.Probability), (JsonNode?)measure(quantile))));

    // By the share that the interval should hold: the quantiles 0.05 and 0.95 make that of 0.9.
    private static JsonObject Intervals(ForecastScores scores) => new(scores.Quantiles
        .Where(quantile => quantile.IntervalCoverage is not null)
        .Select(quantile => KeyValuePair.Create(Text(Math.Round((2 * quantile.Probability) - 1, 12)), (JsonNode?)quantile.IntervalCoverage)));

    private static string Text(double probability) => probability.ToString(CultureInfo.InvariantCulture);
}
