using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>Proposes points of the unit cube to observe next, by constrained noisy expected improvement.</summary>
/// <remarks>
/// A batch is built one by one: each point joins the pending ones, whose values the next are to improve on. Letham et al.
/// (2019), with the logarithmic form of Ament et al. (2023). Streams: "surrogates", "samples", "search i".
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class CubeProposer
{
    private const int Anchors = 5;

    /// <summary>Gets how the acquisition function is maximised.</summary>
    public AcquisitionSearch Search { get; init; } = new();

    /// <summary>
    /// Gets the expected improvement, in units of the objective, below which a point is not worth an observation; not
    /// negative. Zero: every point is. Default: 0.
    /// </summary>
    public double LeastImprovement { get; init; }

    /// <summary>Proposes points.</summary>
    /// <param name="observations">What was observed; at least one point.</param>
    /// <param name="count">How many points to propose; positive.</param>
    /// <param name="random">The source of chance.</param>
    /// <returns>The points, each [d], in [0, 1]; fewer than asked for when nothing promises <see cref="LeastImprovement"/>.</returns>
    /// <exception cref="ArgumentException">The lengths of what was observed disagree, or a value is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    /// <exception cref="ModelFitException">A surrogate cannot be fitted.</exception>
    public IReadOnlyList<double[]> Propose(Observations observations, int count, SeededRandom random) =>
        Propose(observations, [], (point, _) => point, count, random);

    /// <summary>Proposes points of which not every one is allowed.</summary>
    /// <param name="observations">What was observed; at least one point.</param>
    /// <param name="pending">Points that are being observed, each [d].</param>
    /// <param name="settle">Returns an allowed point near another, great by the function it is given, or null where none is left.</param>
    /// <param name="count">How many points to propose; positive.</param>
    /// <param name="random">The source of chance.</param>
    /// <returns>The points; fewer than asked for when no allowed one is left.</returns>
    internal IReadOnlyList<double[]> Propose(
        Observations observations, IEnumerable<double[]> pending, Func<double[], Func<double[], double>, double[]?> settle, int count, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(observations);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var surrogates = new BlackBoxSurrogates(observations, random.Stream("surrogates"));
        double[][] others = [.. pending];
        ConstrainedNoisyExpectedImprovement acquisition = surrogates.Acquisition(count + others.Length, random.Stream("samples"));
        foreach (double[] other in others)
        {
            acquisition.AddPending(other);
        }

        double least = Math.Log(LeastImprovement / surrogates.ObjectiveDeviation);
        IReadOnlyList<double[]> anchors = Best(surrogates, observations.Points);
        var proposals = new List<double[]>();
        while (proposals.Count < count)
        {
            (double[] found, double logValue) = Search.Maximize(
                acquisition.LogValue, observations.Points.Columns, anchors, random.Stream($"search {proposals.Count}"));
            if (logValue < least || settle(found, other => acquisition.LogValue(other, [])) is not { } point)
            {
                break;
            }

            proposals.Add(point);
            acquisition.AddPending(point);
        }

        return proposals;
    }

    /// <summary>Returns the observed points that most probably are the best: likely feasible ones by objective, then the others by feasibility.</summary>
    private static IReadOnlyList<double[]> Best(BlackBoxSurrogates surrogates, Matrix points) =>
    [
        .. Enumerable.Range(0, points.Rows)
            .Select(i => points.Row(i).ToArray())
            .Select(point => (Point: point, Feasible: surrogates.LogFeasibility(point), Mean: surrogates.ObjectiveMean(point)))
            .OrderByDescending(item => item.Feasible > Math.Log(0.5))
            .ThenBy(item => item.Feasible > Math.Log(0.5) ? item.Mean : -item.Feasible)
            .Take(Anchors)
            .Select(item => item.Point),
    ];
}
