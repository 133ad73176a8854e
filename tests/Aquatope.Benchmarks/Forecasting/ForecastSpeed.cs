using System.Globalization;
using Aquatope.Forecasting;
using Aquatope.Inference;

namespace Aquatope.Benchmarks.Forecasting;

/// <summary>Times training on days of minutes, and forecasts for many functions at once and for one alone.</summary>
internal static class ForecastSpeed
{
    public static void Run(BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        int days = settings.Integer("days", 10);
        int functions = settings.Integer("functions", 1000);
        CountSeries training = Series(days * 1440, 0);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long started = time.GetTimestamp();
        IForecaster forecaster = new HybridBayesianTrainer().Train(training, (ulong)settings.Integer("seed", 1), CancellationToken.None);
        double seconds = time.GetElapsedTime(started).TotalSeconds;
        double processorSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Training on {days} days of minutes: {seconds:F1} s, {processorSeconds:F1} CPU s"));

        if (settings.Integer("global", 0) is > 0 and int together)
        {
            MeasureGlobal(together, days, settings, time, output);
        }

        CountSeries[] histories = [.. Enumerable.Range(0, functions).Select(i => Series(days * 1440, (ulong)i + 1))];
        int repeats = settings.Integer("repeats", 5);
        output.WriteLine($"{functions} functions together: " + Measure(() => forecaster.ForecastBatch(histories, 1), functions, repeats, time));
        output.WriteLine($"{functions} functions together, 10 bins each: " + Measure(() => forecaster.ForecastBatch(histories, 10), functions, repeats, time));
        output.WriteLine("one function alone: " + Measure(() => forecaster.Forecast(histories[0], 1), 1, repeats, time));
    }

    // One model for many functions.
    private static void MeasureGlobal(int functions, int days, BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        CountSeries[] training = [.. Enumerable.Range(0, functions).Select(i => Series(days * 1440, (ulong)i + 1))];
        long started = time.GetTimestamp();
        new HybridBayesianTrainer().TrainGlobal(training, (ulong)settings.Integer("seed", 1), CancellationToken.None);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Global training on {functions} functions: {time.GetElapsedTime(started).TotalSeconds:F1} s"));
    }

    // The least of several runs: what the machine's other work adds is not the forecaster's.
    private static string Measure(Action forecast, int functions, int repeats, TimeProvider time)
    {
        double wall = double.PositiveInfinity;
        double processor = double.PositiveInfinity;
        for (int i = 0; i < repeats; i++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            long start = time.GetTimestamp();
            forecast();
            wall = Math.Min(wall, time.GetElapsedTime(start).TotalMilliseconds / functions);
            processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / functions);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{wall:F3} ms, {processor:F3} CPU ms per function");
    }

    // Bursts around a daily cycle, with silent hours.
    private static CountSeries Series(int bins, ulong seed)
    {
        SeededRandom random = new SeededRandom(seed).Stream("speed");
        double[] counts =
        [
            .. Enumerable.Range(0, bins).Select(i =>
            {
                double level = 40 * Math.Max(0, Math.Sin(2 * Math.PI * i / 1440) + 0.5);
                return Math.Floor(level * Math.Exp(0.8 * random.NextNormal()));
            }),
        ];
        return new CountSeries(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(1), counts);
    }
}
