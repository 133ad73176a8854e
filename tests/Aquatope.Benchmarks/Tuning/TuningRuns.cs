using System.Globalization;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks;

/// <summary>Runs searches with many seeds on one workflow and prints one line about them.</summary>
internal static class TuningRuns
{
    public static void Print(ITunableWorkflow workflow, SearchSettings search, BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        string strategy = settings.Text("tuner", Strategies.Names[0]);
        var study = new StudyOptions { Seeds = settings.Integer("seeds", 20), Seed = (ulong)settings.Integer("seed", 1), Threads = settings.Integer("threads", 1) };
        var runs = study.ForEachSeed(seed =>
        {
            var tuner = new TimedTuner(Strategies.Create(strategy, seed), time);
            return (Run: SearchRun.Of(workflow, tuner, search, seed), tuner.Milliseconds);
        });
        if (settings.Integer("details", 0) > 0)
        {
            foreach ((SearchRun run, _) in runs)
            {
                output.WriteLine($"  seed {run.Seed}: {run.Final}; {run.Best}; {run.Stopped}");
            }
        }

        Quartiles regret = Quartiles.Of(runs.Select(item => item.Run.Final.RegretPercent));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{workflow.Name}: regret {regret.Median:F1} [{regret.Low:F1}-{regret.High:F1}] %, feasible {runs.Count(item => item.Run.Final.Feasible)}/{runs.Length}, "
            + $"{(search.Track ? UntilNear([.. runs.Select(item => item.Run)]) : "")}"
            + $"executions {runs.Average(item => item.Run.Final.Executions):F1}, proposal mean {runs.Average(item => item.Milliseconds.Average()):F0} ms, "
            + $"max {runs.Max(item => item.Milliseconds.Max()):F0} ms"));
    }

    private static string UntilNear(SearchRun[] runs)
    {
        Quartiles until = Quartiles.Of(runs.Select(run => run.ExecutionsUntilWithin(5) ?? double.PositiveInfinity));
        int arrived = runs.Count(run => run.ExecutionsUntilWithin(5) is not null);
        return string.Create(CultureInfo.InvariantCulture, $"within 5 % after {until.Median:F0} [{until.Low:F0}-{until.High:F0}] (at some time {arrived}/{runs.Length}), ");
    }
}
