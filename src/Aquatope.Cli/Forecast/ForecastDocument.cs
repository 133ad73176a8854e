using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
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
    /// <summary>Writes the document, on one line.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="results">The results of each series; at least one.</param>
    public static void Write(TextWriter output, IReadOnlyList<SeriesResult> results)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray("series");
        foreach (SeriesResult result in results)
        {
            json.WriteStartObject();
            json.WriteString("name", result.Name);
            json.WriteNumber("trainBins", result.TrainingBins);
            json.WriteNumber("testBins", result.TestBins);
            WriteModels(json, "models", result.Models);
            json.WriteEndObject();
            Flush();
        }

        json.WriteEndArray();
        WriteModels(json, "median", Medians(results));
        json.WriteEndObject();
        Flush();
        output.WriteLine();

        // Series by series: there may be very many.
        void Flush()
        {
            json.Flush();
            output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
            buffer.ResetWrittenCount();
        }
    }

    /// <summary>Returns the medians over the series.</summary>
    /// <param name="results">The results of each series; at least one.</param>
    /// <returns>The medians by method.</returns>
    public static IReadOnlyList<KeyValuePair<string, ForecastScores>> Medians(IReadOnlyList<SeriesResult> results) =>
        [.. results[0].Models.Select((model, i) => KeyValuePair.Create(model.Key, ForecastScores.Median([.. results.Select(result => result.Models[i].Value)])))];

    private static void WriteModels(Utf8JsonWriter json, string name, IReadOnlyList<KeyValuePair<string, ForecastScores>> models)
    {
        json.WriteStartObject(name);
        foreach ((string model, ForecastScores scores) in models)
        {
            json.WriteStartObject(model);
            json.WriteNumber("smape", scores.Smape);
            json.WriteNumber("smapeSum", scores.SmapeOfSum);
            WriteNumber(json, "mase", scores.Mase);
            WriteNumber(json, "seasonalMase", scores.SeasonalMase);
            WriteQuantiles(json, "pinball", scores, quantile => quantile.Pinball);
            json.WriteNumber("crps", scores.Crps);
            WriteQuantiles(json, "coverage", scores, quantile => quantile.Coverage);
            WriteQuantiles(json, "spreadCoverage", scores, quantile => quantile.SpreadCoverage);
            WriteIntervals(json, scores);
            json.WriteNumber("trainSeconds", scores.TrainSeconds);
            json.WriteNumber("inferenceMs", scores.InferenceMs);
            if (scores.FallbackReason is { } reason)
            {
                json.WriteString("fallback", reason);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteQuantiles(Utf8JsonWriter json, string name, ForecastScores scores, Func<QuantileScores, double> measure)
    {
        json.WriteStartObject(name);
        foreach (QuantileScores quantile in scores.Quantiles)
        {
            json.WriteNumber(Text(quantile.Probability), measure(quantile));
        }

        json.WriteEndObject();
    }

    // By the share that the interval should hold: the quantiles 0.05 and 0.95 make that of 0.9.
    private static void WriteIntervals(Utf8JsonWriter json, ForecastScores scores)
    {
        json.WriteStartObject("intervalCoverage");
        foreach (QuantileScores quantile in scores.Quantiles.Where(quantile => quantile.IntervalCoverage is not null))
        {
            json.WriteNumber(Text(Math.Round((2 * quantile.Probability) - 1, 12)), quantile.IntervalCoverage!.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Text(double probability) => probability.ToString(CultureInfo.InvariantCulture);
}
