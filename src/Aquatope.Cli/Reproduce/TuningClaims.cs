using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Simulation;

namespace Aquatope.Cli;

/// <summary>What is claimed of the workflow tuner, held against what came of it.</summary>
internal static class TuningClaims
{
    private const string Ours = "workflow";
    private const string BlackBox = "black-box";
    private const string LargeGraph = "wf_dag8";
    private const int ExecutionsForLargeGraph = 20;
    private const double OfExecutions = 0.5;
    private const double OfSeeds = 0.95;
    private const double OfRestart = 1.0 / 3;
    private const double DearerUnderOutliers = 1.05;

    /// <summary>Returns what is claimed of the executions that searches need, and of what they recommend.</summary>
    /// <param name="found">How each strategy converges on each problem.</param>
    /// <param name="budget">The executions of one search.</param>
    /// <returns>A sentence for each claim with whether it holds; none where the strategies are others.</returns>
    public static ImmutableArray<string> OfConvergence(IReadOnlyList<Convergence> found, int budget)
    {
        Convergence[] ours = [.. found.Where(one => one.Strategy == Ours)];
        if (ours.Length == 0)
        {
            return [];
        }

        var claims = ImmutableArray.CreateBuilder<string>();
        (Convergence Ours, Convergence Other)[] pairs = [.. ours.Join(found.Where(one => one.Strategy == BlackBox), one => one.Workflow, other => other.Workflow, (one, other) => (one, other))];
        if (pairs.Length > 0)
        {
            // A search that was not within 5 % at the end of the budget needs more than that.
            (Convergence Ours, Convergence Other)[] late =
                [.. pairs.Where(pair => pair.Ours.UntilWithin5Percent.Median > OfExecutions * Math.Min(budget, pair.Other.UntilWithin5Percent.Median))];
            claims.Add(Claim.Sentence(
                $"Within 5 % of the optimum after at most half the executions that {BlackBox} needs, in the median",
                late.Length == 0,
                $"on {pairs.Length - late.Length} of {pairs.Length}; {string.Join(", ", pairs.Select(pair => $"{pair.Ours.Workflow} {Executions(pair.Ours, budget)} and {Executions(pair.Other, budget)}"))}"));
        }

        if (Array.Find(ours, one => one.Workflow == LargeGraph) is { } large)
        {
            claims.Add(Claim.Sentence(
                $"Within 5 % of the optimum after at most {ExecutionsForLargeGraph} executions on {LargeGraph}, in the median",
                large.UntilWithin5Percent.Median <= ExecutionsForLargeGraph,
                Executions(large, budget)));
        }

        double share = ours.Average(one => one.Points[^1].FeasibleShare);
        string[] below = [.. ours.Where(one => one.Points[^1].FeasibleShare < OfSeeds).Select(one => Text($"{one.Workflow} {one.Points[^1].FeasibleShare:P0}"))];
        claims.Add(Claim.Sentence(
            "What is recommended truly meets the objective for at least 95 % of the seeds",
            share >= OfSeeds,
            Text($"{100 * share:0.0} % over all") + (below.Length == 0 ? "" : $", below that on {string.Join(", ", below)}")));
        return claims.ToImmutable();
    }

    /// <summary>Returns what is claimed of costs under outliers.</summary>
    /// <param name="found">What searches end with where only the share of outliers differs.</param>
    /// <returns>A sentence with whether it holds; none where the strategies are others.</returns>
    public static ImmutableArray<string> OfOutliers(IReadOnlyList<(string Problem, string Strategy, ExecutionNoise Noise, ConvergencePoint End)> found)
    {
        var ours = found.Where(one => one.Strategy == Ours).ToList();
        if (ours.Count == 0)
        {
            return [];
        }

        double least = ours.Min(one => one.Noise.OutlierShare);
        (string Problem, double Dearer)[] worst =
        [
            .. ours.GroupBy(one => one.Problem).Select(ends => (
                ends.Key,
                (100 + ends.Max(end => end.End.RegretPercent.Median)) / (100 + ends.First(end => end.Noise.OutlierShare == least).End.RegretPercent.Median))),
        ];
        return
        [
            Claim.Sentence(
                Text($"With up to {ours.Max(one => one.Noise.OutlierShare):P0} of outliers what is recommended costs less than 5 % more than with {least:P0}, in the median"),
                worst.All(one => one.Dearer < DearerUnderOutliers),
                string.Join(", ", worst.Select(one => one.Problem + (double.IsFinite(one.Dearer) ? Text($" {100 * (one.Dearer - 1):0.0} %") : " misses the objective")))),
        ];
    }

    /// <summary>Returns what is claimed of the trials after a change.</summary>
    /// <param name="executions">The executions of a trial.</param>
    /// <param name="found">The means of the trials, for each problem and change.</param>
    /// <returns>A sentence with whether it holds.</returns>
    public static string OfRetraining(int executions, IReadOnlyList<(string Problem, string Change, Retraining Trials)> found)
    {
        (string Name, double Ratio)[] ratios = [.. found.Select(one => ($"{one.Problem} {one.Change}", one.Trials.MeanAdapted / one.Trials.MeanRestarted))];
        return Claim.Sentence(
            Text($"With trials of {executions} execution{(executions == 1 ? "" : "s")} at most a third of those of a restart after every change, in the mean"),
            ratios.All(one => one.Ratio <= OfRestart),
            string.Join(", ", ratios.Select(one => Text($"{one.Name} {one.Ratio:0.00}"))));
    }

    private static string Executions(Convergence one, int budget) =>
        double.IsFinite(one.UntilWithin5Percent.Median) ? Text($"{one.UntilWithin5Percent.Median:0.#}") : Text($"more than {budget}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
