using System.Globalization;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks;

/// <summary>
/// Changes workflows after they were tuned, and counts the trials until what is recommended is within 5 % of the new optimum:
/// once with the trials from before the change, once without.
/// </summary>
internal sealed class RetrainingBenchmark(BenchmarkSettings settings)
{
    private const double Near = 1.05;

    private readonly int _seeds = settings.Integer("seeds", 20);
    private readonly int _before = settings.Integer("before", 20);
    private readonly int _most = settings.Integer("most", 24);
    private readonly int _production = settings.Integer("production", 10);
    private readonly int _hold = settings.Integer("hold", 1);
    private readonly string _tuner = settings.Text("tuner", Strategies.Names[0]);

    public void Run(TextWriter output)
    {
        output.WriteLine(
            $"Trials after a change until within 5 % of the new optimum {_hold} time(s) in a row, median [quartiles] of {_seeds} seeds; {_production} production executions told of the change:");
        foreach (SimulatedWorkflow workflow in SimulatedWorkflows.All.Where(one => one.Name.Contains(settings.Text("problem", ""), StringComparison.Ordinal)))
        {
            foreach (SimulatedWorkflow changed in Changes(workflow))
            {
                (int Adapted, int Restarted)[] counts = [.. Enumerable.Range(0, _seeds).Select(seed => Compare(workflow, changed, (ulong)seed))];
                double[] adapted = [.. counts.Select(count => (double)count.Adapted)];
                double[] restarted = [.. counts.Select(count => (double)count.Restarted)];
                output.WriteLine(
                    $"  {changed.Name,-36} adapted {Describe(adapted)}, restarted {Describe(restarted)}, ratio {Percentiles.Of(adapted, 50) / Percentiles.Of(restarted, 50):F2}, of means {adapted.Average() / restarted.Average():F2}");
            }
        }
    }

    private static IEnumerable<SimulatedWorkflow> Changes(SimulatedWorkflow workflow)
    {
        SimulatedStage longest = workflow.Stages.MaxBy(stage => stage.A)!;
        yield return workflow.Changed("one stage 1.5x slower", stage => stage == longest ? Slower(stage, 1.5) : stage);
        yield return workflow.Changed("all stages 1.5x slower", stage => Slower(stage, 1.5));

        // Twice the input: twice the work and half as much memory again; the fixed part stays.
        yield return workflow.Changed("input doubled", stage => stage with { A = 2 * stage.A, W = 1.5 * stage.W });
    }

    private static SimulatedStage Slower(SimulatedStage stage, double factor) => stage with { A = factor * stage.A, C = factor * stage.C, P = factor * stage.P };

    private static string Describe(double[] counts) => string.Create(
        CultureInfo.InvariantCulture, $"{Percentiles.Of(counts, 50):F1} [{Percentiles.Of(counts, 25):F0}-{Percentiles.Of(counts, 75):F0}]");

    private (int Adapted, int Restarted) Compare(SimulatedWorkflow workflow, SimulatedWorkflow changed, ulong seed)
    {
        var random = new SeededRandom(seed);
        ITuner tuner = Strategies.Create(_tuner, seed);
        List<Trial> before = TuningRun.Tune(tuner, workflow, _before, seed, random);
        Configuration inForce = tuner.Recommend(workflow.Problem, before, 1, seed)[0].Configuration;
        TuningProblem problem = changed.Problem with { Baseline = inForce, Epoch = 1 };
        Trial[] told = _production == 0 ? [] : [changed.Run(inForce, _production, random.Stream("production")) with { Epoch = 1 }];
        return (
            Count(tuner, changed, problem, [.. before, .. told], random.Stream("adapted")),
            Count(tuner, changed, problem, [.. told], random.Stream("restarted")));
    }

    private int Count(ITuner tuner, SimulatedWorkflow changed, TuningProblem problem, List<Trial> trials, SeededRandom random)
    {
        int held = 0;
        for (int made = 0; made < _most; made++)
        {
            Configuration best = trials.Count == 0 ? problem.Baseline! : tuner.Recommend(problem, trials, 1, (ulong)made)[0].Configuration;
            (double cost, double seconds) = changed.True(best);
            held = cost <= Near * changed.Optimum && seconds <= changed.BoundSeconds ? held + 1 : 0;
            if (held == _hold)
            {
                return made - held + 1;
            }

            IReadOnlyList<Configuration> proposed = tuner.Propose(problem, trials, 1, (ulong)made);
            trials.Add(changed.Run(proposed.Count == 0 ? best : proposed[0], 1, random) with { Epoch = 1 });
        }

        return _most;
    }
}
