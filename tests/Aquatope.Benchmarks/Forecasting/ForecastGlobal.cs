using System.Globalization;
using Aquatope.Forecasting;

namespace Aquatope.Benchmarks.Forecasting;

/// <summary>Trains one model on all traces but one, and forecasts that one's first day from its second hour on.</summary>
internal static class ForecastGlobal
{
    private const int DayBins = 1440;
    private const int FirstOrigin = 60;

    public static void Run(BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        IReadOnlyList<(string Name, CountSeries Counts)> traces = AzureTrace.Read(settings.Text("data", "."));
        string[] series = settings.Text("series", "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        output.WriteLine("series   method           SMAPE     CRPS  of the first day; trained on the other functions");
        foreach ((string name, CountSeries counts) in traces.Where(trace => series.Length == 0 || series.Contains(trace.Name)))
        {
            CountSeries[] others = [.. traces.Where(trace => trace.Name != name).Select(trace => trace.Counts.Prefix(Math.Min(trace.Counts.Length, 10 * DayBins)))];
            long started = time.GetTimestamp();
            IForecaster global = new HybridBayesianTrainer().TrainGlobal(others, (ulong)settings.Integer("seed", 1), CancellationToken.None);
            double seconds = time.GetElapsedTime(started).TotalSeconds;
            Write(output, name, "hbnn-global", global, counts);
            Write(output, name, "last-value", new LastValueForecaster(), counts);
            Write(output, name, "gamma-poisson", new GammaPoissonForecaster(), counts);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-8} trained in {seconds:F1} s"));
        }
    }

    private static void Write(TextWriter output, string series, string method, IForecaster forecaster, CountSeries counts)
    {
        int[] origins = [.. Enumerable.Range(FirstOrigin, DayBins - FirstOrigin)];
        IReadOnlyList<Forecast> forecasts = forecaster.ForecastBatch([.. origins.Select(counts.Prefix)], 1);
        ForecastScores scores = ForecastScores.Of([.. forecasts.Select((forecast, i) => (forecast.Bins[0], counts.Counts[origins[i]]))]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{series,-8} {method,-15} {scores.Smape,6:F2} {scores.Crps,8:F3}"));
    }
}
