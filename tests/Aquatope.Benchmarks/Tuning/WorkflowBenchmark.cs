using System.Globalization;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks;

/// <summary>Runs tuners on the simulated workflows, one execution per trial, and prints what they end with.</summary>
internal static class WorkflowBenchmark
{
    public static void Run(BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        int seeds = settings.Integer("seeds", 20);
        string only = settings.Text("problem", "");
        foreach (SimulatedWorkflow original in SimulatedWorkflows.All.Where(problem => problem.Name.Contains(only, StringComparison.Ordinal)))
        {
            SimulatedWorkflow workflow = original with
            {
                OutlierShare = settings.Number("outliers", 0.05),
                Noise = settings.Number("noise", 0.1),
            };
            Outcome[] outcomes = [.. Enumerable.Range(0, seeds).Select(seed => Tune(workflow, settings, (ulong)seed, time))];
            if (settings.Integer("details", 0) > 0)
            {
                foreach (Outcome outcome in outcomes)
                {
                    output.WriteLine(outcome);
                }
            }

            double[] regrets = [.. outcomes.Select(outcome => outcome.RegretPercent)];
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{workflow.Name}: regret {Percentiles.Of(regrets, 50):F1} [{Percentiles.Of(regrets, 25):F1}-{Percentiles.Of(regrets, 75):F1}] %, "
                + $"feasible {outcomes.Count(outcome => outcome.Feasible)}/{seeds}, trials {outcomes.Average(outcome => outcome.Trials):F1}, "
                + $"proposal mean {outcomes.Average(outcome => outcome.MeanMs):F0} ms, max {outcomes.Max(outcome => outcome.MaxMs):F0} ms"));
        }
    }

    private static Outcome Tune(SimulatedWorkflow workflow, BenchmarkSettings settings, ulong seed, TimeProvider time)
    {
        ITuner tuner = Strategies.Create(settings.Text("tuner", "workflow"), seed);
        var elapsed = new List<double>();
        List<Trial> trials = TuningRun.Tune(tuner, workflow, settings.Integer("budget", 20), seed, new SeededRandom(seed), propose =>
        {
            long started = time.GetTimestamp();
            IReadOnlyList<Configuration> proposals = propose();
            elapsed.Add(time.GetElapsedTime(started).TotalMilliseconds);
            return proposals;
        });
        Recommendation best = tuner.Recommend(workflow.Problem, trials, 1, seed)[0];
        (double cost, double seconds) = workflow.True(best.Configuration);
        return new Outcome(
            (int)seed, trials.Count, 100 * ((cost / workflow.Optimum) - 1), seconds / workflow.BoundSeconds, elapsed.Average(), elapsed.Max());
    }

    private sealed record Outcome(int Seed, int Trials, double RegretPercent, double LatencyOverBound, double MeanMs, double MaxMs)
    {
        public bool Feasible => LatencyOverBound <= 1;
    }
}
