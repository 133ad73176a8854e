using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>What strategies recommend after so many executions, on workflows whose optimum is known.</summary>
public static class ConvergenceStudy
{
    /// <summary>Runs one strategy on one workflow.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="strategy">One of <see cref="Strategies.Names"/>.</param>
    /// <param name="budget">Executions of each search; positive.</param>
    /// <param name="options">How often.</param>
    /// <returns>What came of it.</returns>
    public static Convergence Run(ITunableWorkflow workflow, string strategy, int budget, StudyOptions options)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ArgumentNullException.ThrowIfNull(options);
        var settings = new SearchSettings { Budget = budget, Track = true };
        ImmutableArray<SearchRun> runs = options.ForEachSeed(seed => SearchRun.Of(workflow, Strategies.Create(strategy, seed), settings, seed));
        int[] counts = [.. Enumerable.Range(1, budget / settings.Batch).Select(n => n * settings.Batch).Append(budget).Distinct()];
        return new Convergence(
            workflow.Name,
            strategy,
            [.. counts.Select(count => ConvergencePoint.Of(count, [.. runs.Select(run => run.After(count))]))],
            Quartiles.Of(runs.Select(run => run.ExecutionsUntilWithin(5) ?? double.PositiveInfinity)),
            runs.Average(run => run.Final.Executions));
    }
}

/// <summary>How a strategy converges on a workflow.</summary>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Points">What it recommends after so many executions.</param>
/// <param name="UntilWithin5Percent">Executions until what it recommends is feasible and within 5 % of the optimum; infinite where it never was.</param>
/// <param name="Executions">Executions of a search in the mean: fewer than the budget where it ended early.</param>
public sealed record Convergence(
    string Workflow, string Strategy, ImmutableArray<ConvergencePoint> Points, Quartiles UntilWithin5Percent, double Executions);

/// <summary>What is recommended after a number of executions, over all seeds.</summary>
/// <param name="Executions">How many.</param>
/// <param name="RegretPercent">Cost above the optimum, in percent of it; infinite where the objective is missed.</param>
/// <param name="FeasibleShare">Share of the seeds in which the recommendation truly meets the objective.</param>
public sealed record ConvergencePoint(int Executions, Quartiles RegretPercent, double FeasibleShare)
{
    /// <summary>Takes the point from what single searches recommend.</summary>
    /// <param name="executions">After how many executions.</param>
    /// <param name="points">What they recommend; at least one.</param>
    /// <returns>The point.</returns>
    public static ConvergencePoint Of(int executions, ImmutableArray<SearchPoint> points) => new(
        executions,
        Quartiles.Of(points.Select(point => point.Feasible ? point.RegretPercent : double.PositiveInfinity)),
        points.Average(point => point.Feasible ? 1.0 : 0.0));
}
