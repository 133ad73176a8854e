using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>First trials: the baseline, the most generous configuration, then those farthest from all tried so far.</summary>
internal static class SpaceFillingDesign
{
    private const int Candidates = 256;

    /// <summary>Returns how many trials a model over all knobs at once needs to begin with: about one for each.</summary>
    public static int TrialsFor(SearchSpace space) => (2 * (space.Dimensions / 2)) + 2;

    /// <summary>Proposes configurations that spread over the space.</summary>
    /// <param name="problem">What is tuned.</param>
    /// <param name="known">The configurations tried or proposed already.</param>
    /// <param name="count">How many to propose at most; none where it is not positive.</param>
    /// <param name="random">Where the scramble comes from.</param>
    /// <returns>Distinct new configurations; fewer than asked for where the space is small.</returns>
    public static List<Configuration> Propose(TuningProblem problem, IEnumerable<Configuration> known, int count, SeededRandom random)
    {
        if (count <= 0)
        {
            return [];
        }

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
            (Configuration Configuration, double[] Point)[] left = [.. pool.Where(candidate => !taken.Contains(candidate.Configuration))];
            if (left.Length == 0)
            {
                break;
            }

            (Configuration farthest, double[] point) = left.MaxBy(candidate => Distance(candidate.Point, occupied));
            taken.Add(farthest);
            proposals.Add(farthest);
            occupied.Add(point);
        }

        return proposals;
    }

    private static double Distance(double[] point, List<double[]> others) =>
        others.Count == 0 ? 0 : others.Min(other => point.Zip(other, (a, b) => (a - b) * (a - b)).Sum());
}
