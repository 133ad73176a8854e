using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>Cost of what strategies recommend, against executions.</summary>
internal static class ConvergenceFigure
{
    public const string Name = "convergence";

    /// <summary>Makes the figure.</summary>
    public static Figure Make(FigureRequest request)
    {
        int budget = request.Budget ?? (request.Quick ? 24 : 60);
        ImmutableArray<string> strategies = request.Quick ? request.StrategiesOr("workflow", "black-box", "random") : request.StrategiesOr(Strategies.Names);
        ImmutableArray<string> problems = request.Quick ? request.ProblemsOr("wf_chain3", "wf_dag8", "slapp-chain") : request.ProblemsOr(Problems.Names);
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<object>>();
        var charts = ImmutableArray.CreateBuilder<Chart>();
        var all = new List<Convergence>();
        request.Begin(problems.Length * strategies.Length * request.Study.Seeds);
        foreach (string problem in problems)
        {
            var curves = ImmutableArray.CreateBuilder<Curve>();
            foreach (string strategy in strategies)
            {
                Convergence found = ConvergenceStudy.Run(Problems.Of(problem), strategy, budget, request.Study);
                all.Add(found);
                ConvergencePoint last = found.Points[^1];
                rows.Add([
                    problem, strategy, last.RegretPercent.Low, last.RegretPercent.Median, last.RegretPercent.High, last.FeasibleShare,
                    found.UntilWithin5Percent.Low, found.UntilWithin5Percent.Median, found.UntilWithin5Percent.High, found.Executions]);
                curves.Add(new Curve(strategy, [.. found.Points.Select(point =>
                    new CurvePoint(point.Executions, point.RegretPercent.Low, point.RegretPercent.Median, point.RegretPercent.High))]));
                request.Study.Progress(string.Create(
                    CultureInfo.InvariantCulture, $"{problem}, {strategy}: {last.RegretPercent.Median:F1} % above the optimum, feasible {last.FeasibleShare:P0}"));
            }

            charts.Add(new Chart($"{Name}-{problem}", problem, "executions", "cost above the optimum, %", curves.ToImmutable()) { MaximumY = 60 });
        }

        return new Figure(
            Name,
            "Cost of the recommended configuration against executions",
            $"Each search has {budget} executions, four at a time, and is asked for a recommendation after every four; curves are medians over the seeds, bands quartiles. "
            + "A recommendation that truly misses the objective counts as infinitely dear. The truth of an analytic workflow is its formula, that of a recorded one its table.",
            [
                "problem", "strategy", "regretPercentQ1", "regretPercentMedian", "regretPercentQ3", "feasibleShare",
                "executionsUntil5PercentQ1", "executionsUntil5PercentMedian", "executionsUntil5PercentQ3", "executionsMean",
            ],
            rows.ToImmutable(),
            charts.ToImmutable())
        {
            Claims = TuningClaims.OfConvergence(all, budget),
        };
    }
}
