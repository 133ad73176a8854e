using System.Globalization;
using System.Text.Json.Nodes;

namespace Aquatope.Docs.Tests;

/// <summary>What the figures come to in ratios.</summary>
internal static class ResultRatios
{
    private const string Ours = "workflow";

    /// <summary>Returns the ratios of a figure; none of one that it does not know.</summary>
    /// <param name="document">The figure's document.</param>
    public static IEnumerable<ResultRatio> Of(JsonObject document)
    {
        JsonObject[] rows = [.. document["rows"]!.AsArray().Select(row => row!.AsObject())];
        return document["figure"]!.GetValue<string>() switch
        {
            "convergence" => Convergence(rows),
            "coldstarts" => ColdStarts(rows),
            "retraining" => Retraining(rows),
            "smape" => Errors(rows),
            _ => [],
        };
    }

    // One for each strategy: the geometric mean over the workflows on which both meet the objective in the median.
    private static IEnumerable<ResultRatio> Convergence(JsonObject[] rows) =>
        from others in rows.Where(row => Text(row, "strategy") != Ours).GroupBy(row => Text(row, "strategy"))
        let ratios = others.Select(other => CostOf(rows.Single(row => Text(row, "problem") == Text(other, "problem") && Text(row, "strategy") == Ours)) / CostOf(other)).ToList()
        let met = ratios.OfType<double>().ToList()
        where met.Count > 0
        select new ResultRatio(
            "cost of what tuning by stages recommends, geometric mean",
            $"`{others.Key}`, as many executions, on {met.Count} of {ratios.Count} workflows" + (met.Count == ratios.Count ? "" : "; on the others it misses the objective in the median"),
            Math.Exp(met.Average(Math.Log)));

    // What is above the optimum is a share of it, so that costs are one and that share; null where the objective is missed.
    private static double? CostOf(JsonObject row) => 1 + (Number(row, "regretPercentMedian") / 100);

    private static IEnumerable<ResultRatio> ColdStarts(JsonObject[] rows) =>
        from kept in rows.Where(row => Text(row, "policy") == "keep-alive" && Number(row, "setting") is 1 or 2 or 10)
        from policy in rows.Select(row => Text(row, "policy")).Distinct().Where(policy => policy != "keep-alive")
        select new ResultRatio(
            string.Create(CultureInfo.InvariantCulture, $"memory at {Number(kept, "coldStartPercent"):0.0} % cold starts, `{policy}`"),
            string.Create(CultureInfo.InvariantCulture, $"keep-alive of {Number(kept, "setting")} min"),
            MemoryAt(Number(kept, "coldStartPercent")!.Value, [.. rows.Where(row => Text(row, "policy") == policy)]) / Number(kept, "gibHours"));

    // On the straight line between the settings on either side; null outside of what was run.
    private static double? MemoryAt(double coldStartPercent, JsonObject[] settings)
    {
        JsonObject[] ordered = [.. settings.OrderBy(row => Number(row, "coldStartPercent"))];
        for (int i = 1; i < ordered.Length; i++)
        {
            (double low, double high) = (Number(ordered[i - 1], "coldStartPercent")!.Value, Number(ordered[i], "coldStartPercent")!.Value);
            if (coldStartPercent >= low && coldStartPercent <= high)
            {
                double share = high > low ? (coldStartPercent - low) / (high - low) : 0;
                return Number(ordered[i - 1], "gibHours") + (share * (Number(ordered[i], "gibHours") - Number(ordered[i - 1], "gibHours")));
            }
        }

        return null;
    }

    private static IEnumerable<ResultRatio> Retraining(JsonObject[] rows) => rows
        .Where(row => Text(row, "strategy") == Ours)
        .Select(row => new ResultRatio(
            $"trials of {(Number(row, "executionsPerTrial") is 1 ? "one execution" : $"{Number(row, "executionsPerTrial")} executions")} after a change, {Text(row, "problem")}, {Text(row, "change")}",
            "beginning anew",
            Number(row, "adaptedMean") / Number(row, "restartedMean")));

    private static IEnumerable<ResultRatio> Errors(JsonObject[] rows)
    {
        JsonObject[] medians = [.. rows.Where(row => Text(row, "function") == "median")];
        double? own = medians.Where(row => Text(row, "method") == "hbnn").Select(row => Number(row, "smape")).FirstOrDefault();
        return medians.Where(row => Text(row, "method") != "hbnn")
            .Select(row => new ResultRatio("forecast error (SMAPE), `hbnn`, median of five functions", $"`{Text(row, "method")}`", own / Number(row, "smape")));
    }

    private static string Text(JsonObject row, string column) => row[column]!.GetValue<string>();

    private static double? Number(JsonObject row, string column) => row[column]?.GetValue<double>();
}
