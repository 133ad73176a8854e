using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Simulation;

namespace Aquatope.Cli;

/// <summary>What strategies end with when executions scatter more, or more of them are disturbed.</summary>
internal static class NoiseFigure
{
    public const string Name = "noise";
    private const double UsualDeviation = 0.1;
    private const double UsualOutliers = 0.05;

    /// <summary>Makes the figure.</summary>
    public static Figure Make(FigureRequest request)
    {
        int budget = request.Budget ?? 20;
        ImmutableArray<string> strategies = request.Quick ? request.StrategiesOr("workflow", "black-box") : request.StrategiesOr("workflow", "black-box", "as-published", "orion");
        double[] deviations = request.Quick ? [0.05, 0.2] : [0.02, 0.05, 0.1, 0.2, 0.3];
        double[] outliers = request.Quick ? [0, 0.2] : [0, 0.05, 0.1, 0.2];
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<object>>();
        var charts = ImmutableArray.CreateBuilder<Chart>();
        var all = new List<(string Problem, string Strategy, ExecutionNoise Noise, ConvergencePoint End)>();
        ImmutableArray<string> problems = request.Quick ? request.ProblemsOr("wf_chain3") : request.ProblemsOr(Problems.Analytic);
        request.Begin(problems.Length * strategies.Length * (deviations.Length + outliers.Length) * request.Study.Seeds);
        foreach (string problem in problems)
        {
            charts.Add(Draw("deviation", "standard deviation of log latency", [.. deviations.Select(value => (value, new ExecutionNoise(value, UsualOutliers)))]));
            charts.Add(Draw("outliers", "share of executions that take three times as long", [.. outliers.Select(value => (value, new ExecutionNoise(UsualDeviation, value)))]));

            Chart Draw(string varied, string title, ImmutableArray<(double X, ExecutionNoise Noise)> noises)
            {
                var curves = ImmutableArray.CreateBuilder<Curve>();
                foreach (string strategy in strategies)
                {
                    var points = ImmutableArray.CreateBuilder<CurvePoint>();
                    foreach ((double x, ExecutionNoise noise) in noises)
                    {
                        ConvergencePoint end = NoiseStudy.Run(Problems.AnalyticOf(problem), strategy, noise, budget, request.Study);
                        all.Add((problem, strategy, noise, end));
                        points.Add(new CurvePoint(x, end.RegretPercent.Low, end.RegretPercent.Median, end.RegretPercent.High));
                        rows.Add([problem, strategy, noise.Deviation, noise.OutlierShare, end.RegretPercent.Low, end.RegretPercent.Median, end.RegretPercent.High, end.FeasibleShare]);
                        request.Study.Progress(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{problem}, {strategy}, noise {noise.Deviation}, outliers {noise.OutlierShare:P0}: {end.RegretPercent.Median:F1} % above the optimum, feasible {end.FeasibleShare:P0}"));
                    }

                    curves.Add(new Curve(strategy, points.ToImmutable()));
                }

                return new Chart($"{Name}-{varied}-{problem}", problem, title, "cost above the optimum, %", curves.ToImmutable()) { MaximumY = 60 };
            }
        }

        return new Figure(
            Name,
            "Cost of the recommended configuration under noise",
            $"Searches of {budget} executions, four at a time. Every stage's latency has log-normal noise; in an outlier everything takes three times as long. "
            + $"Where one is varied the other is {UsualDeviation} or {UsualOutliers:P0}. The optimum is that without noise; curves are medians over the seeds, bands quartiles; a recommendation that truly misses the objective counts as infinitely dear.",
            ["problem", "strategy", "deviation", "outlierShare", "regretPercentQ1", "regretPercentMedian", "regretPercentQ3", "feasibleShare"],
            rows.ToImmutable(),
            charts.ToImmutable())
        {
            Claims = TuningClaims.OfOutliers([.. all.Where(one => one.Noise.Deviation == UsualDeviation)]),
        };
    }
}
