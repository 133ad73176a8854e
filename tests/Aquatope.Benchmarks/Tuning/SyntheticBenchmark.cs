using System.Globalization;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks;

/// <summary>Runs the black-box search on problems with known optimum and prints the regret it ends with.</summary>
internal static class SyntheticBenchmark
{
    private const int Batch = 4;

    public static void Run(BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        string only = settings.Text("problem", "");
        int seeds = settings.Integer("seeds", 20);
        foreach (SyntheticProblem problem in SyntheticProblems.All.Where(problem => problem.Name.Contains(only, StringComparison.Ordinal)))
        {
            foreach (bool noisy in settings.Text("noise", "both") switch { "none" => (bool[])[false], "only" => [true], _ => [false, true] })
            {
                var proposing = new List<double>();
                double[] regrets = [.. Enumerable.Range(0, seeds).Select(seed => Search(problem, noisy, settings.Integer("budget", 60), (ulong)seed, time, proposing))];
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{problem.Name}{(noisy ? " ~" : ""),-2} regret {Percentiles.Of(regrets, 50):G3} [{Percentiles.Of(regrets, 25):G3}-{Percentiles.Of(regrets, 75):G3}] %, "
                    + $"proposal of {Batch}: median {Percentiles.Of(proposing, 50):F0} ms, max {proposing.Max():F0} ms ({seeds} seeds)"));
            }
        }
    }

    /// <summary>Returns how far, in percent of the optimum, the best point that was tried is from it.</summary>
    private static double Search(SyntheticProblem problem, bool noisy, int budget, ulong seed, TimeProvider time, List<double> proposing)
    {
        var random = new SeededRandom(seed);
        SeededRandom noise = random.Stream("noise");
        Matrix design = SobolSequence.Scrambled(problem.Dimensions, random.Stream("design")).Take(problem.InitialPoints);
        var points = new List<double[]>();
        var seen = new List<(double Objective, double[] Constraints)>();
        for (int i = 0; i < problem.InitialPoints; i++)
        {
            points.Add(design.Row(i).ToArray());
            seen.Add(problem.Observe(points[^1], noisy, noise));
        }

        while (points.Count < budget)
        {
            long started = time.GetTimestamp();
            IReadOnlyList<double[]> proposals = new CubeProposer().Propose(
                Gather(points, seen), Math.Min(Batch, budget - points.Count), random.Stream($"round {points.Count}"));
            proposing.Add(time.GetElapsedTime(started).TotalMilliseconds);
            foreach (double[] proposal in proposals)
            {
                points.Add(proposal);
                seen.Add(problem.Observe(proposal, noisy, noise));
            }
        }

        double best = points.Select(problem.True)
            .Where(values => values.Constraints.All(value => value <= 0))
            .Select(values => values.Objective)
            .DefaultIfEmpty(1e9)
            .Min();
        return 100 * (best - problem.Optimum) / Math.Abs(problem.Optimum);
    }

    private static Observations Gather(List<double[]> points, List<(double Objective, double[] Constraints)> seen)
    {
        double[] ones = new double[points.Count];
        ones.AsSpan().Fill(1);
        return new Observations(
            Matrix.OfRows([.. points]),
            [.. seen.Select(item => item.Objective)],
            [.. Enumerable.Range(0, seen[0].Constraints.Length).Select(j => seen.Select(item => item.Constraints[j]).ToArray())],
            ones);
    }
}
