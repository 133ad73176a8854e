using System.Globalization;
using Aquatope.Forecasting;

namespace Aquatope.Benchmarks.Forecasting;

/// <summary>Trains on the first days of each trace and forecasts the minutes of the last ones.</summary>
internal static class ForecastAblation
{
    private const int DayBins = 1440;

    public static void Run(BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        string[] series = settings.Text("series", "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        string[] variants = settings.Text("variants", "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var scores = new List<(bool CountsInMedian, string Variant, ForecastScores Scores)>();
        output.WriteLine("series   variant          SMAPE     CRPS  pinball  at most 50/80/95/99 %     spread 50/80/95/99 %      train s  CPU s  us/forecast");
        foreach ((string name, CountSeries counts) in AzureTrace.Read(settings.Text("data", ".")))
        {
            foreach ((string variant, Func<IForecasterTrainer> trainer) in ForecastVariants.All)
            {
                if ((series.Length == 0 || series.Contains(name)) && (variants.Length == 0 || variants.Contains(variant)))
                {
                    (ForecastScores score, string costs) = Measure(counts, trainer(), settings, time);
                    output.WriteLine(Line(name, variant, score) + costs);
                    scores.Add((IsLong(counts), variant, score));
                }
            }
        }

        foreach (IGrouping<string, ForecastScores> variant in scores.Where(item => item.CountsInMedian).GroupBy(item => item.Variant, item => item.Scores))
        {
            output.WriteLine(Line("median", variant.Key, Median([.. variant])));
        }
    }

    // The median is over the traces of two weeks; of five days only the last is forecast, for the eye.
    private static bool IsLong(CountSeries counts) => counts.Length > 7 * DayBins;

    private static (ForecastScores Scores, string Costs) Measure(CountSeries counts, IForecasterTrainer trainer, BenchmarkSettings settings, TimeProvider time)
    {
        int stride = settings.Integer("stride", 1);
        int testBins = DayBins * (IsLong(counts) ? settings.Integer("days", 4) : 1);
        int ahead = settings.Integer("horizon", 1);
        int[] origins = [.. Enumerable.Range(0, (testBins - ahead + 1) / stride).Select(i => counts.Length - testBins + (i * stride))];
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long started = time.GetTimestamp();
        IForecaster forecaster = trainer.Train(counts.Prefix(origins[0]), (ulong)settings.Integer("seed", 1), CancellationToken.None);
        double seconds = time.GetElapsedTime(started).TotalSeconds;
        double processorSeconds = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        started = time.GetTimestamp();
        IReadOnlyList<Forecast> forecasts = forecaster.ForecastBatch([.. origins.Select(counts.Prefix)], ahead);
        double each = time.GetElapsedTime(started).TotalMicroseconds / origins.Length;
        return (
            ForecastScores.Of([.. forecasts.Select((forecast, i) => (forecast.Bins[^1], counts.Counts[origins[i] + ahead - 1]))]),
            string.Create(CultureInfo.InvariantCulture, $"{seconds,9:F1} {processorSeconds,6:F1} {each,9:F0}"));
    }

    private static string Line(string series, string variant, ForecastScores scores) => string.Create(
        CultureInfo.InvariantCulture,
        $"{series,-8} {variant,-15} {scores.Smape,6:F2} {scores.Crps,8:F3} {scores.Pinball,8:F3}  {Row(scores.AtMost)}  {Row(scores.Spread)}");

    private static string Row(double[] shares) => string.Join(' ', shares.Select(share => string.Create(CultureInfo.InvariantCulture, $"{share,5:F1}")));

    private static ForecastScores Median(ForecastScores[] scores) => new(
        Median(scores.Select(item => item.Smape)),
        Median(scores.Select(item => item.Crps)),
        Median(scores.Select(item => item.Pinball)),
        [.. Enumerable.Range(0, 4).Select(i => Median(scores.Select(item => item.AtMost[i])))],
        [.. Enumerable.Range(0, 4).Select(i => Median(scores.Select(item => item.Spread[i])))]);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
