using System.Globalization;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks;

/// <summary>Counts false alarms of the change detector without a change, and reports until an alarm after one.</summary>
internal static class ChangeBenchmark
{
    public static void Run(BenchmarkSettings settings, TextWriter output)
    {
        int reports = settings.Integer("reports", 2_000_000);
        int length = settings.Integer("length", 2_000);
        ulong seed = (ulong)settings.Integer("seed", 1);
        output.WriteLine($"False alarms, {reports} reports each, a new configuration of three stages every {length} reports of each:");
        foreach (ReportNoise noise in ReportNoise.All)
        {
            int alarms = FalseAlarms(noise, reports, length, new SeededRandom(seed).Stream(noise.Name));
            double upper = PoissonUpperBound(alarms) / reports;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {noise.Name,-28} {1e4 * alarms / reports:F2} per 10,000 ({alarms} alarms; at most {1e4 * upper:F2} with 95 % confidence)"));
        }

        output.WriteLine("Reports from a change to the alarm:");
        foreach (int before in new[] { 50, 200, 1000 })
        {
            foreach ((double factor, ReportNoise noise) in Changes())
            {
                Describe(noise, factor, before, settings.Integer("repeats", 500), new SeededRandom(seed).Stream($"{noise.Name} {factor} {before}"), output);
            }
        }
    }

    /// <summary>Returns how many alarms there are in a number of reports of a workflow of three stages that never changes.</summary>
    private static int FalseAlarms(ReportNoise noise, int reports, int length, SeededRandom random)
    {
        var detector = new ChangeDetector();
        ChangeState state = ChangeState.Initial;
        int alarms = 0;
        for (int i = 0; i < reports; i++)
        {
            string configuration = (i / (3 * length)).ToString(CultureInfo.InvariantCulture);
            (state, ChangeAlarm? alarm) = detector.Observe(state, new ChangeReport($"stage{i % 3}", configuration, Math.Exp(noise.Draw(random))));
            alarms += alarm is null ? 0 : 1;
        }

        return alarms;
    }

    /// <summary>Returns the alarm that a change raises, and after how many reports; none within 2000.</summary>
    private static (ChangeAlarm? Alarm, int Delay) Detect(ReportNoise noise, double factor, int before, SeededRandom random)
    {
        var detector = new ChangeDetector();
        ChangeState state = ChangeState.Initial;
        for (int i = 0; i < before; i++)
        {
            state = detector.Observe(state, new ChangeReport("stage", "", Math.Exp(noise.Draw(random)))).State;
        }

        for (int delay = 1; delay <= 2000; delay++)
        {
            (state, ChangeAlarm? alarm) = detector.Observe(state, new ChangeReport("stage", "", factor * Math.Exp(noise.Draw(random))));
            if (alarm is not null)
            {
                return (alarm, delay);
            }
        }

        return (null, 2000);
    }

    private static IEnumerable<(double Factor, ReportNoise Noise)> Changes() =>
        from factor in new[] { 1.5, 1.2, 1 / 1.5 }
        from noise in new[] { ReportNoise.Gaussian(0.1), ReportNoise.Gaussian(0.3), ReportNoise.Outliers(0.1), ReportNoise.StudentT(0.1) }
        select (factor, noise);

    private static void Describe(ReportNoise noise, double factor, int before, int repeats, SeededRandom random, TextWriter output)
    {
        (ChangeAlarm? Alarm, int Delay)[] found = [.. Enumerable.Range(0, repeats).Select(_ => Detect(noise, factor, before, random))];
        double[] delays = [.. found.Select(item => (double)item.Delay)];
        double[] factors = [.. found.Select(item => item.Alarm?.Factor ?? 1)];
        ChangeDirection direction = factor > 1 ? ChangeDirection.Slower : ChangeDirection.Faster;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  x {factor:F2} after {before,4} reports, {noise.Name,-24} median {Percentiles.Of(delays, 50):F0}, 90 % within {Percentiles.Of(delays, 90):F0}; "
            + $"factor {Percentiles.Of(factors, 50):F2} [{Percentiles.Of(factors, 10):F2}-{Percentiles.Of(factors, 90):F2}], "
            + $"none or the wrong way {found.Count(item => item.Alarm?.Direction != direction)} of {repeats}"));
    }

    // The mean at which so few events have a probability of 5 %, by the quantile of the chi-squared distribution of Wilson and Hilferty (1931).
    private static double PoissonUpperBound(int events)
    {
        double degrees = 2.0 * (events + 1);
        double root = 1 - (2 / (9 * degrees)) + (1.645 * Math.Sqrt(2 / (9 * degrees)));
        return 0.5 * degrees * root * root * root;
    }
}
