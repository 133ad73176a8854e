using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Simulation;

namespace Aquatope.Cli;

/// <summary>Trials that a change of the workflow costs, with what was known before and without.</summary>
internal static class RetrainingFigure
{
    public const string Name = "retraining";

    /// <summary>Makes the figure.</summary>
    public static Figure Make(FigureRequest request)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<object>>();
        var adapted = ImmutableArray.CreateBuilder<CurvePoint>();
        var restarted = ImmutableArray.CreateBuilder<CurvePoint>();
        var all = new List<(string Problem, string Change, Retraining Trials)>();
        var settings = new RetrainingSettings { Before = request.Budget ?? 20 };
        ImmutableArray<string> strategies = request.StrategiesOr("workflow");
        ImmutableArray<string> problems = request.Quick ? request.ProblemsOr("wf_chain3") : request.ProblemsOr(Problems.Analytic);
        request.Begin(strategies.Length * problems.Length * RetrainingStudy.Changes.Length * request.Study.Seeds);
        foreach (string strategy in strategies)
        {
            foreach (string problem in problems)
            {
                foreach ((string change, Func<SimulatedWorkflow, SimulatedWorkflow> apply) in RetrainingStudy.Changes)
                {
                    SimulatedWorkflow workflow = Problems.AnalyticOf(problem);
                    Retraining found = RetrainingStudy.Run(workflow, apply(workflow), settings with { Strategy = strategy }, request.Study);
                    all.Add((problem, change, found));
                    adapted.Add(new CurvePoint(rows.Count + 1, found.Adapted.Low, found.Adapted.Median, found.Adapted.High));
                    restarted.Add(new CurvePoint(rows.Count + 1, found.Restarted.Low, found.Restarted.Median, found.Restarted.High));
                    rows.Add([
                        problem, change, strategy, found.Adapted.Low, found.Adapted.Median, found.Adapted.High,
                        found.Restarted.Low, found.Restarted.Median, found.Restarted.High, found.MeanAdapted, found.MeanRestarted]);
                    request.Study.Progress(string.Create(
                        CultureInfo.InvariantCulture, $"{problem}, {change}, {strategy}: {found.Adapted.Median} trials, {found.Restarted.Median} from the beginning"));
                }
            }
        }

        return new Figure(
            Name,
            "Trials after a change until the recommendation is within 5 % of the new optimum",
            $"A workflow is tuned with {settings.Before} executions and then changes; {settings.Production} executions in production on the configuration in force tell of it, as those do that raise the alarm. "
            + "Then trials run one by one, once with what was known before and once without, until the recommendation meets the objective and costs at most 5 % more than the new optimum. Medians over the seeds and quartiles.",
            [
                "problem", "change", "strategy", "adaptedQ1", "adaptedMedian", "adaptedQ3", "restartedQ1", "restartedMedian", "restartedQ3",
                "adaptedMean", "restartedMean",
            ],
            rows.ToImmutable(),
            [new Chart(Name, "trials after a change", "", "trials", [new Curve("adapted", adapted.ToImmutable()), new Curve("restarted", restarted.ToImmutable())])
            {
                Categories = [.. rows.Select(row => $"{row[0]}, {row[1]}")],
            }])
        {
            Claims = [TuningClaims.OfRetraining(all)],
        };
    }
}
