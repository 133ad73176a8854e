using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Simulation;

namespace Aquatope.Cli;

/// <summary>Cold starts against memory time of policies that keep workers warm.</summary>
internal static class ColdStartsFigure
{
    public const string Name = "coldstarts";
    private const int QuickFunctions = 60;
    private const double OfMemory = 0.7;
    private const double OfColdStarts = 0.5;

    // What pools sized by uncertain forecasts are to dominate.
    private static readonly ImmutableArray<string> Beaten = ["keep-alive", "hybrid-histogram", "lstm"];

    /// <summary>Makes the figure.</summary>
    public static Figure Make(FigureRequest request) =>
        Make(request, [.. ColdStartStudy.Baselines, "gamma-poisson", "idle-times", .. request.Quick ? [] : (ImmutableArray<string>)["lstm", "hbnn", ColdStartStudy.Ours]]);

    /// <summary>Makes the figure of some policies only.</summary>
    internal static Figure Make(FigureRequest request, ImmutableArray<string> policies)
    {
        var study = new ColdStartStudy(request.Study, request.Quick ? QuickFunctions : int.MaxValue);
        request.Begin(policies.Length);
        ImmutableArray<ColdStartPoint>[] points = [.. policies.Select(Run)];

        // The last policy is what the others are compared with.
        var ours = new ColdStartCurve(points[^1]);
        return new Figure(
            Name,
            "Cold starts and memory time of policies that keep workers warm",
            "Four hours of recorded load of Azure Functions, after four more to learn from: calls, execution times and memory of each function as recorded, one call at a time on a worker, which takes about a second to start (log-normal; the trace does not tell). "
            + "The setting is minutes of keep-alive, the share of idle times that the histogram's keep-alive reaches, or the price of a cold start in GiB seconds of idle memory, by which forecasts size pools and idle times are weighed. "
            + "Policies that lie further to the left and further down are better. "
            + $"The last columns say what {policies[^1]} needs: its memory with as many cold starts, and its cold starts with as much memory, each as a share of the row's (interpolated between settings; empty beyond them).",
            ["policy", "setting", "coldStartPercent", "gibHours", "busyGiBHours", "memoryRatio", "coldStartRatio"],
            [.. points.SelectMany(all => all).Select(point => RowOf(point, ours))],
            [new Chart(Name, "cold starts against memory", "memory provisioned, GiB h", "cold starts, % of calls", [.. policies.Zip(points, CurveOf)])])
        {
            Claims = Claims(policies[^1], [.. points.SelectMany(all => all).Where(point => Beaten.Contains(point.Policy))], ours),
        };

        ImmutableArray<ColdStartPoint> Run(string policy)
        {
            ImmutableArray<ColdStartPoint> found = study.Run(policy);
            request.Study.Step();
            return found;
        }
    }

    private static ImmutableArray<string> Claims(string policy, ImmutableArray<ColdStartPoint> others, ColdStartCurve ours) =>
    [
        .. from claim in new (string Text, double Most, Func<ColdStartPoint, double?> Ratio)[]
           {
               ("With as many cold starts at least 30 % less memory than", OfMemory, point => ours.GiBHoursAt(point.ColdStartShare) / point.GiBHours),
               ("With as much memory at most half the cold starts of", OfColdStarts, point => ours.ColdStartShareAt(point.GiBHours) / point.ColdStartShare),
           }
           let ratios = others.Where(point => point.Policy != policy && claim.Ratio(point) is not null).ToList()
           where ratios.Count > 0
           let worst = ratios.MaxBy(point => claim.Ratio(point))
           select Claim.Sentence(
               $"{claim.Text} {string.Join(", ", ratios.Select(point => point.Policy).Distinct())}",
               claim.Ratio(worst) <= claim.Most,
               string.Create(CultureInfo.InvariantCulture, $"{claim.Ratio(worst):0.00} at worst, of {worst.Policy} at {worst.Setting:G4}")),
    ];

    private static ImmutableArray<object> RowOf(ColdStartPoint point, ColdStartCurve ours) =>
    [
        point.Policy,
        point.Setting,
        100 * point.ColdStartShare,
        point.GiBHours,
        point.BusyGiBHours,
        ours.GiBHoursAt(point.ColdStartShare) / point.GiBHours ?? double.NaN,
        ours.ColdStartShareAt(point.GiBHours) / point.ColdStartShare ?? double.NaN,
    ];

    private static Curve CurveOf(string policy, ImmutableArray<ColdStartPoint> points) => new(policy,
    [
        .. points.OrderBy(point => point.GiBHours).Select(point =>
            new CurvePoint(point.GiBHours, 100 * point.ColdStartShare, 100 * point.ColdStartShare, 100 * point.ColdStartShare)),
    ]);
}
