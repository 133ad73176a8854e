using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>Trials that a change of the workflow costs, with what was known before and without.</summary>
internal static class RetrainingFigure
{
    public const string Name = "retraining";

    // Trials as `aquatope optimize` makes them, and as the optimizer does.
    private static readonly int[] ExecutionsPerTrial = [1, new TuningCycleOptions().ExecutionsPerTrial];

    /// <summary>Makes the figure.</summary>
    public static Figure Make(FigureRequest request)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<object>>();
        var charts = ImmutableArray.CreateBuilder<Chart>();
        var claims = ImmutableArray.CreateBuilder<string>();
        var settings = new RetrainingSettings { Before = request.Budget ?? 20 };
        ImmutableArray<string> strategies = request.StrategiesOr("workflow");
        ImmutableArray<string> problems = request.Quick ? request.ProblemsOr("wf_chain3") : request.ProblemsOr(Problems.Analytic);
        request.Begin(ExecutionsPerTrial.Length * strategies.Length * problems.Length * RetrainingStudy.Changes.Length * request.Study.Seeds);
        foreach (int executions in ExecutionsPerTrial)
        {
            var found = new List<(string Problem, string Change, Retraining Trials)>();
            foreach (string strategy in strategies)
            {
                foreach (string problem in problems)
                {
                    foreach ((string change, Func<SimulatedWorkflow, SimulatedWorkflow> apply) in RetrainingStudy.Changes)
                    {
                        SimulatedWorkflow workflow = Problems.AnalyticOf(problem);
                        Retraining trials = RetrainingStudy.Run(
                            workflow, apply(workflow), settings with { Strategy = strategy, ExecutionsPerTrial = executions }, request.Study);
                        found.Add((strategies.Length == 1 ? problem : $"{strategy} on {problem}", change, trials));
                        rows.Add([
                            problem, change, (double)executions, strategy, trials.Adapted.Low, trials.Adapted.Median, trials.Adapted.High,
                            trials.Restarted.Low, trials.Restarted.Median, trials.Restarted.High, trials.MeanAdapted, trials.MeanRestarted]);
                        request.Study.Progress(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{problem}, {change}, {executions} a trial, {strategy}: {trials.Adapted.Median} trials, {trials.Restarted.Median} from the beginning"));
                    }
                }
            }

            charts.Add(Draw(executions, found));
            claims.Add(TuningClaims.OfRetraining(executions, found));
        }

        return new Figure(
            Name,
            "Trials after a change until the recommendation is within 5 % of the new optimum",
            $"A workflow is tuned with {settings.Before} executions and then changes; {settings.Production} executions in production on the configuration in force tell of it, as those do that raise the alarm. "
            + $"Then trials of one execution, or of {ExecutionsPerTrial[^1]} as in production, run one by one, once with what was known before and once without, until the recommendation meets the objective and costs at most 5 % more than the new optimum. "
            + "Medians over the seeds and quartiles.",
            [
                "problem", "change", "executionsPerTrial", "strategy", "adaptedQ1", "adaptedMedian", "adaptedQ3", "restartedQ1", "restartedMedian", "restartedQ3",
                "adaptedMean", "restartedMean",
            ],
            rows.ToImmutable(),
            charts.ToImmutable())
        {
            Claims = claims.ToImmutable(),
        };
    }

    private static Chart Draw(int executions, List<(string Problem, string Change, Retraining Trials)> found) => new(
        $"{Name}-{executions}",
        $"trials after a change, {executions} execution{(executions == 1 ? "" : "s")} each",
        "",
        "trials",
        [Bars("adapted", found, trials => trials.Adapted), Bars("restarted", found, trials => trials.Restarted)])
    {
        Categories = [.. found.Select(one => $"{one.Problem}, {one.Change}")],
    };

    private static Curve Bars(string name, List<(string Problem, string Change, Retraining Trials)> found, Func<Retraining, Quartiles> counted) =>
        new(name, [.. found.Select((one, i) => (Quartiles: counted(one.Trials), Place: i + 1)).Select(bar =>
            new CurvePoint(bar.Place, bar.Quartiles.Low, bar.Quartiles.Median, bar.Quartiles.High))]);
}
