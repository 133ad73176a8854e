using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Forecasting;

namespace Aquatope.Cli;

/// <summary>Errors of forecasts on real functions: the paper's ladder from fixed keep-alive to the hybrid Bayesian network.</summary>
internal static class SmapeFigure
{
    public const string Name = "smape";

    private const string Median = "median";
    private const string Data = "azure2019_14d.csv.gz";
    private const int TrainingDays = 10;
    private const int QuickSeries = 2;

    // The paper's four, and the simple ones that are hard to beat.
    private static readonly ImmutableArray<string> Methods = ["keep-alive", "arima", "lstm", "hbnn", "last-value", "seasonal-naive"];

    /// <summary>Makes the figure.</summary>
    public static Figure Make(FigureRequest request) => Make(request, Methods);

    /// <summary>Makes the figure of some methods only.</summary>
    internal static Figure Make(FigureRequest request, ImmutableArray<string> methods)
    {
        IReadOnlyList<NamedSeries> functions = Read();
        int day = (int)(TimeSpan.FromDays(1) / functions[0].Counts.BinWidth);
        if (request.Quick)
        {
            // One day to forecast instead of four.
            functions = [.. functions.Take(QuickSeries).Select(one => one with { Counts = one.Counts.Prefix((TrainingDays + 1) * day) })];
        }

        request.Begin(functions.Count * methods.Length);
        SeriesResult[] results = [.. functions.Select(function => Evaluate(function, TrainingDays * day, (request, methods)))];
        double[] hindsight = [.. functions.Select(function => HindsightError.Smape(function.Counts, TrainingDays * day))];
        ImmutableArray<(string Name, IReadOnlyList<KeyValuePair<string, ForecastScores>> Models)> all =
        [
            .. results.Select(result => (result.Name, result.Models)), (Median, ForecastDocument.Medians(results)),
        ];
        return new Figure(
            Name,
            "Errors of forecasts one minute ahead on functions of the Azure Functions trace of 2019",
            $"Each method learns from days 1 to {TrainingDays} and forecasts every minute of the {functions[0].Counts.Length / day - TrainingDays} days that follow; the point forecast is its median. smape divides by the mean of both (0 to 200 %), smapeSum by their sum. "
            + "In hindsight: what counts before and after each minute, at the distance that turns out best, leave of the error. Coverage is the share of outcomes at most the quantile, spreadCoverage the same with the probability of each count spread evenly over it, which should be the quantile's.",
            [
                "function", "method", "smape", "smapeSum", "mase", "crps",
                .. Quantiles.SelectMany(quantile => new[] { Text("pinball", quantile), Text("coverage", quantile), Text("spreadCoverage", quantile) }),
                "trainSeconds", "inferenceMs",
            ],
            [.. all.SelectMany(one => one.Models.Select(model => Row(one.Name, model.Key, model.Value)))],
            [
                new Chart(Name, "forecast errors", "", "SMAPE, %",
                [
                    .. methods.Select((method, m) => CurveOf(method, [.. all.Select(one => one.Models[m].Value.Smape)])), CurveOf("in hindsight", [.. hindsight]),
                ]) { Categories = [.. all.Select(one => one.Name)] },
            ])
        {
            Claims = ForecastClaims.Sentences(results, hindsight),
        };
    }

    private static ImmutableArray<double> Quantiles => [0.5, 0.8, 0.95, 0.99];

    /// <summary>Reads the functions: two weeks of calls a minute.</summary>
    public static IReadOnlyList<NamedSeries> Read()
    {
        // Copied, because the reader looks at the beginning twice.
        using Stream resource = typeof(SmapeFigure).Assembly.GetManifestResourceStream(Data)!;
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        copy.Position = 0;
        return CountsFile.Read(Data, copy, CountsFormat.Azure2019).Series;
    }

    private static SeriesResult Evaluate(NamedSeries function, int training, (FigureRequest Request, ImmutableArray<string> Methods) asked)
    {
        var options = new RollingOriginOptions(training) { Quantiles = Quantiles, Seed = asked.Request.Study.Seed };
        var models = new List<KeyValuePair<string, ForecastScores>>();
        foreach (string method in asked.Methods)
        {
            ForecastScores scores = RollingOrigin.Evaluate(
                function.Counts, ForecastingMethods.Find(method), options, TimeProvider.System, asked.Request.Study.CancellationToken);
            models.Add(KeyValuePair.Create(method, scores));
            asked.Request.Study.Step();
            asked.Request.Study.Progress(string.Create(CultureInfo.InvariantCulture, $"{function.Name[..8]}, {method}: SMAPE {scores.Smape:F1} %, CRPS {scores.Crps:F2}"));
        }

        return new SeriesResult(function.Name[..8], training, function.Counts.Length - training, models);
    }

    private static ImmutableArray<object> Row(string function, string method, ForecastScores scores) =>
    [
        function, method, scores.Smape, scores.SmapeOfSum, scores.Mase ?? double.PositiveInfinity, scores.Crps,
        .. scores.Quantiles.SelectMany(quantile => new object[] { quantile.Pinball, quantile.Coverage, quantile.SpreadCoverage }),
        scores.TrainSeconds, scores.InferenceMs,
    ];

    private static Curve CurveOf(string method, ImmutableArray<double> values) =>
        new(method, [.. values.Select((value, i) => new CurvePoint(i + 1, value, value, value))]);

    private static string Text(string measure, double quantile) => string.Create(CultureInfo.InvariantCulture, $"{measure}{100 * quantile:0}");
}
