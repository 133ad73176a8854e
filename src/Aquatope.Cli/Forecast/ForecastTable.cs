using System.Globalization;
using Aquatope.Forecasting;
using Spectre.Console;

namespace Aquatope.Cli;

/// <summary>Shows scores as people read them: a table for each series, and one of the medians where there are several.</summary>
internal static class ForecastTable
{
    private const int FileWidth = 160;
    private const int FullWidth = 130;
    private const int MostSeries = 20;

    /// <summary>Writes the results.</summary>
    /// <param name="console">The terminal or file.</param>
    /// <param name="results">The results of each series; at least one.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<SeriesResult> results)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = FileWidth;
        }

        foreach (SeriesResult result in results.Take(MostSeries))
        {
            console.WriteLine(Line($"{result.Name}: {result.TrainingBins} bins to learn from, {result.TestBins} to forecast"));
            console.Write(TableOf(console, result.Models));
            foreach ((string model, ForecastScores scores) in result.Models.Where(model => model.Value.FallbackReason is not null))
            {
                console.WriteLine(Line($"* {model}: {scores.FallbackReason} gamma-poisson stands in, or the last value before the third bin."));
            }

            console.WriteLine();
        }

        if (results.Count > MostSeries)
        {
            console.WriteLine(Line($"… and {results.Count - MostSeries} more series; --json and --out have them all."));
        }

        if (results.Count > 1)
        {
            console.WriteLine(Line($"Medians over {results.Count} series"));
            console.Write(TableOf(console, ForecastDocument.Medians(results)));
        }
    }

    private static Table TableOf(IAnsiConsole console, IReadOnlyList<KeyValuePair<string, ForecastScores>> models)
    {
        var table = new FittingTable(console, FullWidth,
        [
            new("method", "method", IsText: true), new("SMAPE %", "SMAPE %"), new("of sum %", null), new("MASE", "MASE"), new("CRPS", "CRPS"),
            .. models[0].Value.Quantiles.Select(quantile => Line($"≤q{quantile.Probability}")).Select(heading => new FittingColumn(heading, heading)),
            new("train s", null), new("forecast ms", null),
        ]);
        foreach ((string model, ForecastScores scores) in models)
        {
            table.AddRow(Row(model, scores));
        }

        return table.Table;
    }

    private static string[] Row(string model, ForecastScores scores) =>
    [
        model + (scores.FallbackReason is null ? string.Empty : "*"),
        Line($"{scores.Smape:0.00}"),
        Line($"{scores.SmapeOfSum:0.00}"),
        scores.Mase is { } mase ? Line($"{mase:0.000}") : "-",
        Line($"{scores.Crps:0.000}"),
        .. scores.Quantiles.Select(quantile => Line($"{quantile.Coverage:0.0%}")),
        Line($"{scores.TrainSeconds:0.00}"),
        Line($"{scores.InferenceMs:0.0000}"),
    ];

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
