using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Forecasting;
using Aquatope.Simulation;

namespace Aquatope.Cli;

/// <summary>What is claimed of the network's errors, held against what came of them.</summary>
internal static class ForecastClaims
{
    private const string Ours = "hbnn";
    private const double OfLstm = 0.6;
    private const double OfArima = 0.31;
    private const double WorseThanNaive = 1.05;
    private const double CoverageTolerance = 0.02;
    private static readonly string[] Ladder = ["keep-alive", "arima", "lstm", Ours];

    /// <summary>Returns each claim with whether it holds, and by how much it is exceeded or missed.</summary>
    /// <param name="results">The methods' errors on each function.</param>
    /// <param name="hindsight">The error that is left in hindsight, on each function.</param>
    /// <returns>A sentence for each; none where the methods are others.</returns>
    public static ImmutableArray<string> Sentences(IReadOnlyList<SeriesResult> results, IReadOnlyList<double> hindsight)
    {
        if (Ladder.Append("seasonal-naive").Any(method => results[0].Models.All(model => model.Key != method)))
        {
            return [];
        }

        Dictionary<string, ForecastScores> medians = new(ForecastDocument.Medians(results), StringComparer.Ordinal);
        return [Order(medians), OverLstm(medians), OverArima(results, hindsight), Median(medians), Naive(results), Coverage(medians)];
    }

    private static string Order(Dictionary<string, ForecastScores> medians)
    {
        double[] errors = [.. Ladder.Select(method => medians[method].Smape)];
        return Claim.Sentence(
            $"The paper's order of median SMAPE: {string.Join(" > ", Ladder)}",
            errors.Zip(errors.Skip(1)).All(pair => pair.First > pair.Second),
            string.Join(", ", errors.Select(error => Text($"{error:0.0}"))));
    }

    private static string OverLstm(Dictionary<string, ForecastScores> medians)
    {
        double ratio = medians[Ours].Smape / medians["lstm"].Smape;
        return Claim.Sentence(Text($"Median SMAPE at most {OfLstm} of the LSTM's"), ratio <= OfLstm, Text($"{ratio:0.000}"));
    }

    private static string OverArima(IReadOnlyList<SeriesResult> results, IReadOnlyList<double> hindsight)
    {
        (string Name, double Ratio, double Hindsight)[] ratios =
        [
            .. results.Zip(hindsight, (result, left) =>
                (result.Name, Of(result, Ours).Smape / Of(result, "arima").Smape, left / Of(result, "arima").Smape)),
        ];
        (string Name, double Ratio, double Hindsight)[] allowed = [.. ratios.Where(one => one.Hindsight <= OfArima)];
        return Claim.Sentence(
            Text($"SMAPE at most {OfArima} of ARIMA's where hindsight comes to it"),
            allowed.Length > 0 && allowed.All(one => one.Ratio <= OfArima),
            Text($"{allowed.Length} of {ratios.Length} functions; ours and in hindsight: ") + string.Join(", ", ratios.Select(one => Text($"{one.Name} {one.Ratio:0.00} and {one.Hindsight:0.00}"))));
    }

    private static string Median(Dictionary<string, ForecastScores> medians)
    {
        (string Name, Func<ForecastScores, double?> Of)[] measures =
        [
            ("SMAPE", scores => scores.Smape), ("MASE", scores => scores.Mase), ("CRPS", scores => scores.Crps),
            .. medians[Ours].Quantiles.Select((quantile, i) =>
                (Text($"pinball loss at {100 * quantile.Probability:0} %"), (Func<ForecastScores, double?>)(scores => scores.Quantiles[i].Pinball))),
        ];
        string[] worse =
        [
            .. from measure in measures
               from model in medians
               where measure.Of(model.Value) < measure.Of(medians[Ours])
               select $"{measure.Name} ({model.Key})",
        ];
        return Claim.Sentence("At least as good as the best baseline in the median of every measure", worse.Length == 0, worse.Length == 0 ? Text($"{measures.Length} of {measures.Length}") : "not in " + string.Join(", ", worse));
    }

    private static string Naive(IReadOnlyList<SeriesResult> results)
    {
        double worst = results.Max(result => Of(result, Ours).Smape / Of(result, "seasonal-naive").Smape);
        return Claim.Sentence("Never more than 5 % worse than seasonal naive", worst <= WorseThanNaive, Text($"{worst:0.00} of its SMAPE at worst"));
    }

    private static string Coverage(Dictionary<string, ForecastScores> medians)
    {
        return Claim.Sentence(
            "Coverage of every quantile within 2 percentage points in the median function, each count's probability spread evenly",
            medians[Ours].Quantiles.All(quantile => Math.Abs(quantile.SpreadCoverage - quantile.Probability) <= CoverageTolerance),
            string.Join(", ", medians[Ours].Quantiles.Select(quantile => Text($"{100 * quantile.Probability:0} %: {100 * quantile.SpreadCoverage:0.0}"))));
    }

    private static ForecastScores Of(SeriesResult result, string method) => result.Models.First(model => model.Key == method).Value;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
