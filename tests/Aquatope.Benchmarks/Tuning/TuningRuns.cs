using System.Globalization;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks;

/// <summary>Runs searches with many seeds on one workflow and prints one line about them.</summary>
internal static class TuningRuns
{
    public static void Print(ITunableWorkflow workflow, TuningRunSettings runSettings, BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        int seeds = settings.Integer("seeds", 20);
        TuningRun[] runs =
        [
            .. ParallelEnumerable.Range(0, seeds).AsOrdered().WithDegreeOfParallelism(settings.Integer("threads", 1))
                .Select(seed => TuningRun.Of(workflow, runSettings, (ulong)seed, time)),
        ];
        if (settings.Integer("details", 0) > 0)
        {
            foreach (TuningRun run in runs)
            {
                output.WriteLine(run);
            }
        }

        double[] regrets = [.. runs.Select(run => run.RegretPercent)];
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{workflow.Name}: regret {Percentiles.Of(regrets, 50):F1} [{Percentiles.Of(regrets, 25):F1}-{Percentiles.Of(regrets, 75):F1}] %, "
            + $"feasible {runs.Count(run => run.Feasible)}/{seeds}, {(runSettings.Track ? $"within 5 % after {UntilNear(runs)}, " : "")}"
            + $"trials {runs.Average(run => run.Trials):F1}, proposal mean {runs.Average(run => run.MeanMs):F0} ms, max {runs.Max(run => run.MaxMs):F0} ms"));
    }

    private static string UntilNear(TuningRun[] runs)
    {
        // The median of which more than half is known; a run that never came near counts as the latest.
        int?[] sorted = [.. runs.Select(run => run.TrialsUntilNear).OrderBy(trials => trials ?? int.MaxValue)];
        int arrived = sorted.Count(trials => trials is not null);
        string median = sorted[(sorted.Length - 1) / 2]?.ToString(CultureInfo.InvariantCulture) ?? "more than the budget";
        return string.Create(CultureInfo.InvariantCulture, $"{median} (median; {arrived}/{runs.Length} at some time)");
    }
}
