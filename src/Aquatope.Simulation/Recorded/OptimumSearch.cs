using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Finds the cheapest configuration of a recorded workflow that meets its objective, by depth-first branch and bound.</summary>
/// <remarks>
/// The workflow is a series of segments (stages, or parallel parts) whose choices come from <see cref="PartialChoices"/>. A branch
/// ends when <see cref="LagrangianBound"/> shows that it costs no less than what is known, or when even the earliest
/// distribution of what is open would miss the objective. Nothing else is left out, so the result is exact on the grid.
/// </remarks>
internal sealed class OptimumSearch
{
    private const double Tolerance = 1e-9;

    private readonly PartialChoice[][] _segments;
    private readonly double[][] _scores;
    private readonly double[] _leastScoreFrom;
    private readonly LatencyDistribution[] _earliestFrom;
    private readonly double _allowance;
    private readonly double _share;
    private readonly LatencyGrid _grid;
    private double[] _best = [];
    private double _bestCost = double.PositiveInfinity;

    private OptimumSearch(List<PartialChoice>[] segments, LatencyGrid grid, double share)
    {
        _grid = grid;
        _share = share - Tolerance;
        LagrangianBound bound = LagrangianBound.Best(segments, grid.Length - 1, _share);
        _allowance = bound.Allowance;
        int[][] orders = [.. bound.Scores.Select(scores => Enumerable.Range(0, scores.Length).OrderBy(i => scores[i]).ToArray())];
        _segments = [.. orders.Select((order, s) => order.Select(i => segments[s][i]).ToArray())];
        _scores = [.. orders.Select((order, s) => order.Select(i => bound.Scores[s][i]).ToArray())];
        _leastScoreFrom = new double[segments.Length + 1];
        _earliestFrom = [.. Enumerable.Repeat(LatencyDistribution.None(grid), segments.Length + 1)];
        for (int s = segments.Length - 1; s >= 0; s--)
        {
            _leastScoreFrom[s] = _leastScoreFrom[s + 1] + _scores[s][0];
            _earliestFrom[s] = LatencyDistribution.Earliest(segments[s].Select(choice => choice.Latency)).Then(_earliestFrom[s + 1]);
        }
    }

    /// <summary>Finds the cheapest configuration.</summary>
    /// <param name="plan">The workflow.</param>
    /// <param name="grid">Times up to the bound.</param>
    /// <param name="share">The share of executions that must keep the bound, in (0, 1).</param>
    /// <returns>The configuration and its cost, or null where none meets the objective.</returns>
    public static RecordedOptimum? Find(RecordedPlan plan, LatencyGrid grid, double share)
    {
        var choices = new PartialChoices(plan, grid);
        WorkflowShape[] parts = plan.Shape is InSeries series ? series.Parts : [plan.Shape];

        // The last segment is the cheapest to evaluate, so that with most choices goes there.
        List<PartialChoice>[] segments = [.. parts.Select(choices.Of).OrderBy(segment => segment.Count)];
        if (segments.Any(segment => segment.Count == 0))
        {
            return null;
        }

        var search = new OptimumSearch(segments, grid, share);
        double[] open = [.. Enumerable.Repeat(double.NaN, plan.Knobs.Length)];
        search.Descend(0, LatencyDistribution.None(grid), new PartialChoice(open, 0, LatencyDistribution.None(grid)), 0);
        return search._best.Length == 0 ? null : new RecordedOptimum(new Configuration([.. search._best]), search._bestCost);
    }

    private void Descend(int segment, LatencyDistribution before, PartialChoice chosen, double score)
    {
        for (int i = 0; i < _segments[segment].Length; i++)
        {
            double scored = score + _scores[segment][i];
            if (scored + _leastScoreFrom[segment + 1] - _allowance >= _bestCost - Tolerance)
            {
                return;
            }

            PartialChoice choice = _segments[segment][i];
            if (!choice.Agrees(chosen.Values) || chosen.Cost + choice.Cost >= _bestCost - Tolerance)
            {
                continue;
            }

            if (segment + 1 == _segments.Length)
            {
                Finish(before, chosen, choice);
                continue;
            }

            LatencyDistribution after = before.Then(choice.Latency);
            if (after.Within(_earliestFrom[segment + 1]) >= _share)
            {
                Descend(segment + 1, after, new PartialChoice(choice.Joined(chosen.Values), chosen.Cost + choice.Cost, after), scored);
            }
        }
    }

    private void Finish(LatencyDistribution before, PartialChoice chosen, PartialChoice last)
    {
        if (before.Within(last.Latency) >= _share)
        {
            _best = last.Joined(chosen.Values);
            _bestCost = chosen.Cost + last.Cost;
        }
    }
}
