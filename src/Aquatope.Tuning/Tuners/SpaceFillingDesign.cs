using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>First trials: the baseline, the most generous configuration, then those farthest from all tried so far.</summary>
internal static class SpaceFillingDesign
{
    private const int Candidates = 256;

    /// <summary>Proposes configurations that spread over the space.</summary>
    /// <param name="problem">What is tuned.</param>
    /// <param name="known">The configurations tried or proposed already.</param>
    /// <param name="count">How many to propose at most.</param>
    /// <param name="random">Where the scramble comes from.</param>
    /// <returns>Distinct new configurations; fewer than asked for where the space is small.</returns>
    public static IReadOnlyList<Configuration> Propose(TuningProblem problem, IEnumerable<Configuration> known, int count, SeededRandom random)
    {
        SearchSpace space = problem.Space;
        var taken = known.ToHashSet();
        List<double[]> occupied = [.. taken.Select(space.Encode)];
        (Configuration Configuration, double[] Point)[] pool = [.. space.Spread(Candidates, random).Select(candidate => (candidate, space.Encode(candidate)))];
        var proposals = new List<Configuration>();
        foreach (Configuration first in new[] { problem.Fallback, space.MostGenerous })
        {
            if (proposals.Count < count && taken.Add(first))
            {
                proposals.Add(first);
                occupied.Add(space.Encode(first));
            }
        }

        while (proposals.Count < count)
        {
            pool = [.. pool.Where(candidate => !taken.Contains(candidate.Configuration))];
            if (pool.Length == 0)
            {
                break;
            }

            (Configuration farthest, double[] point) = pool.MaxBy(candidate => Distance(candidate.Point, occupied));
            taken.Add(farthest);
            proposals.Add(farthest);
            occupied.Add(point);
        }

        return proposals;
    }

    private static double Distance(double[] point, List<double[]> others) =>
        others.Count == 0 ? 0 : others.Min(other => point.Zip(other, (a, b) => (a - b) * (a - b)).Sum());
}
