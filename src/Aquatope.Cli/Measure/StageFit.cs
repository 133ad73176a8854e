using System.Text.Json.Nodes;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>Fits the simulator's model of a stage, a / cpu^b + c + p (w / memory)², to what its calls reported.</summary>
internal static class StageFit
{
    private const double SecondsPerMs = 1e-3;

    /// <summary>Fits.</summary>
    /// <param name="reports">The calls of the stage, with workers of several sizes.</param>
    /// <param name="usual">The size that others differ from in processor share or in memory only.</param>
    /// <param name="callsPerExecution">How many calls of the stage an execution makes, in the mean.</param>
    /// <returns>The model, in seconds, and the points that it rests on.</returns>
    public static JsonObject Of(IReadOnlyList<StageReport> reports, ResourceConfiguration usual, double callsPerExecution)
    {
        StageReport[] calls = [.. reports.Where(report => report.Outcome == StageOutcome.Completed && report.ColdStart == TimeSpan.Zero)];
        (ResourceConfiguration Size, double Ms, double Deviation, int Count)[] points =
        [
            .. calls.GroupBy(call => call.Configuration).OrderBy(group => group.Key.Cpu).ThenBy(group => group.Key.MemoryMiB)
                .Select(group => (group.Key, group.Average(Ms), Deviation(group), group.Count())),
        ];
        (double a, double b, double c) = Processor([.. points.Where(point => point.Size.MemoryMiB == usual.MemoryMiB).Select(point => (point.Size.Cpu, point.Ms))]);
        double workingSet = calls.Select(call => call.PeakMemoryMiB ?? 0).DefaultIfEmpty(0).Max();
        double p = Memory([.. points.Where(point => point.Size.Cpu == usual.Cpu).Select(point => (workingSet / point.Size.MemoryMiB, point.Ms))]);
        int[] failed = [.. reports.Where(report => report.Outcome != StageOutcome.Completed).Select(report => report.Configuration.MemoryMiB).Distinct().Order()];
        double[] starts = [.. reports.Where(report => report.ColdStart > TimeSpan.Zero).Select(report => report.ColdStart.TotalMilliseconds)];
        return new JsonObject
        {
            ["cpuSeconds"] = Rounded(a * SecondsPerMs),
            ["cpuExponent"] = Rounded(b),
            ["fixedSeconds"] = Rounded(c * SecondsPerMs),
            ["memorySeconds"] = Rounded(p * SecondsPerMs),
            ["workingSetMiB"] = Rounded(workingSet),
            ["failsUpToMiB"] = failed.DefaultIfEmpty(0).Max(),
            ["variation"] = Rounded(points.Length == 0 ? 0 : Math.Sqrt(points.Sum(point => point.Count * point.Deviation * point.Deviation) / points.Sum(point => point.Count))),
            ["callsPerExecution"] = Rounded(callsPerExecution),
            ["startUpMs"] = Rounded(starts.DefaultIfEmpty(0).Average()),
            ["startUpVariation"] = Rounded(starts.Length < 2 ? 0 : Math.Sqrt(starts.Average(start => Math.Pow(start - starts.Average(), 2))) / starts.Average()),
            ["points"] = new JsonArray([.. points.Select(point => new JsonObject
            {
                ["cpu"] = point.Size.Cpu, ["memoryMiB"] = point.Size.MemoryMiB, ["calls"] = point.Count, ["meanMs"] = Rounded(point.Ms), ["variation"] = Rounded(point.Deviation),
            })]),
        };
    }

    // Relative errors count, so that slow and fast points weigh the same: for each exponent the best a and c are a linear least-squares problem.
    private static (double A, double B, double C) Processor((double Cpu, double Ms)[] points)
    {
        (double Error, double A, double B, double C) best = (double.PositiveInfinity, 0, 1, 0);
        for (int step = 0; step <= 20; step++)
        {
            double exponent = 0.5 + (step * 0.025);
            (double x, double y)[] scaled = [.. points.Select(point => (Math.Pow(point.Cpu, -exponent) / point.Ms, 1 / point.Ms))];
            double xx = scaled.Sum(s => s.x * s.x), xy = scaled.Sum(s => s.x * s.y), yy = scaled.Sum(s => s.y * s.y);
            double xs = scaled.Sum(s => s.x), ys = scaled.Sum(s => s.y);
            double determinant = (xx * yy) - (xy * xy);
            double a = determinant > 1e-12 * xx * yy ? ((xs * yy) - (ys * xy)) / determinant : xs / xx;
            double c = determinant > 1e-12 * xx * yy ? ((ys * xx) - (xs * xy)) / determinant : 0;
            (a, c) = c < 0 ? (xs / xx, 0) : a < 0 ? (0, ys / yy) : (a, c);
            double error = scaled.Sum(s => Math.Pow((a * s.x) + (c * s.y) - 1, 2));
            best = error < best.Error ? (error, a, exponent, c) : best;
        }

        return (best.A, best.B, best.C);
    }

    // What memory adds beyond the largest, against the square of the working set's share; never less than nothing.
    private static double Memory((double Share, double Ms)[] points)
    {
        (double Share, double Ms)[] ordered = [.. points.OrderBy(point => point.Share)];
        if (ordered.Length < 2 || ordered[^1].Share <= 0)
        {
            return 0;
        }

        (double x, double y)[] excess = [.. ordered.Skip(1).Select(point => (Math.Pow(point.Share, 2) - Math.Pow(ordered[0].Share, 2), point.Ms - ordered[0].Ms))];
        return Math.Max(0, excess.Sum(e => e.x * e.y) / excess.Sum(e => e.x * e.x));
    }

    private static double Deviation(IEnumerable<StageReport> calls)
    {
        double[] times = [.. calls.Select(Ms)];
        double mean = times.Average();
        return times.Length < 2 || mean <= 0 ? 0 : Math.Sqrt(times.Sum(time => Math.Pow(time - mean, 2)) / (times.Length - 1)) / mean;
    }

    // What a call takes where nobody else wants the processors: its processor time, stretched by a share below one. Stages run on one thread.
    private static double Ms(StageReport report) => Math.Max(
        0.01, (report.CpuTime ?? report.Execution).TotalMilliseconds / Math.Min(1, report.Configuration.Cpu));

    private static double Rounded(double value) => Math.Round(value, 6);
}
