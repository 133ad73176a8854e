using System.Globalization;
using Aquatope.Forecasting;

namespace Aquatope.Benchmarks.Forecasting;

/// <summary>Trains on the first days of each trace and forecasts every minute of the last ones one step ahead.</summary>
internal static class ForecastAblation
{
    public static void Run(BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        IReadOnlyList<(string Name, CountSeries Counts)> traces = AzureTrace.Read(settings.Text("data", "."));
        string[] series = settings.Text("series", "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        string[] variants = settings.Text("variants", "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        int stride = settings.Integer("stride", 1);
        var table = new Dictionary<string, List<ForecastScores>>(StringComparer.Ordinal);
        output.WriteLine("series   variant          SMAPE     CRPS  pinball  at most 50/80/95/99 %    spread 50/80/95/99 %     train s  CPU s  us/forecast");
        foreach ((string name, CountSeries counts) in traces.Where(trace => series.Length == 0 || series.Contains(trace.Name)))
        {
            int days = counts.Length / 1440;

            // Two of fourteen weeks' days, or one of five, as there are.
            int testDays = Math.Min(settings.Integer("days", 4), days > 7 ? 4 : 1);
            int[] origins = [.. Enumerable.Range(0, testDays * 1440 / stride).Select(i => counts.Length - (testDays * 1440) + (i * stride))];
            foreach ((string variant, Func<IForecasterTrainer> trainer) in ForecastVariants.All.Where(item => variants.Length == 0 || variants.Contains(item.Name)))
            {
                TimeSpan cpu = Environment.CpuUsage.TotalTime;
                long started = time.GetTimestamp();
                IForecaster forecaster = trainer().Train(counts.Prefix(origins[0]), (ulong)settings.Integer("seed", 1), CancellationToken.None);
                double seconds = time.GetElapsedTime(started).TotalSeconds;
                double cpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
                started = time.GetTimestamp();
                IReadOnlyList<Forecast> forecasts = forecaster.ForecastBatch([.. origins.Select(counts.Prefix)], 1);
                double each = time.GetElapsedTime(started).TotalMicroseconds / origins.Length;
                ForecastScores scores = ForecastScores.Of([.. forecasts.Select((forecast, i) => (forecast.Bins[0], counts.Counts[origins[i]]))]);
                output.WriteLine(Line(name, variant, scores) + string.Create(CultureInfo.InvariantCulture, $"{seconds,9:F1} {cpuSeconds,6:F1} {each,9:F0} best {ForecastScores.BestSmape([.. forecasts.Select((forecast, i) => (forecast.Bins[0], counts.Counts[origins[i]]))]):F2}"));
                if (days > 7)
                {
                    (table.TryGetValue(variant, out List<ForecastScores>? list) ? list : table[variant] = []).Add(scores);
                }
            }
        }

        foreach ((string variant, List<ForecastScores> scores) in table)
        {
            output.WriteLine(Line("median", variant, Median(scores)));
        }
    }

    private static string Line(string series, string variant, ForecastScores scores) => string.Create(
        CultureInfo.InvariantCulture,
        $"{series,-8} {variant,-15} {scores.Smape,6:F2} {scores.Crps,8:F3} {scores.Pinball,8:F3}  "
        + $"{scores.AtMost[0],5:F1} {scores.AtMost[1],5:F1} {scores.AtMost[2],5:F1} {scores.AtMost[3],5:F1}  "
        + $"{scores.Spread[0],5:F1} {scores.Spread[1],5:F1} {scores.Spread[2],5:F1} {scores.Spread[3],5:F1}");

    private static ForecastScores Median(List<ForecastScores> scores) => new(
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
