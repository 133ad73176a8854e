using System.Collections.Immutable;
using Aquatope.Simulation;

namespace Aquatope.Cli;

/// <summary>Cold starts against memory time of policies that keep workers warm.</summary>
internal static class ColdStartsFigure
{
    public const string Name = "coldstarts";
    private const int QuickFunctions = 60;

    /// <summary>Makes the figure.</summary>
    public static Figure Make(FigureRequest request) =>
        Make(request, [.. ColdStartStudy.Baselines, "gamma-poisson", .. request.Quick ? [] : (ImmutableArray<string>)["lstm", "hbnn"]]);

    /// <summary>Makes the figure of some policies only.</summary>
    internal static Figure Make(FigureRequest request, ImmutableArray<string> policies)
    {
        var study = new ColdStartStudy(request.Study, request.Quick ? QuickFunctions : int.MaxValue);
        ImmutableArray<ColdStartPoint>[] points = [.. policies.Select(study.Run)];
        return new Figure(
            Name,
            "Cold starts and memory time of policies that keep workers warm",
            "Four hours of recorded load of Azure Functions, after four more to learn from: calls, execution times and memory of each function as recorded, one call at a time on a worker, which takes about a second to start (log-normal; the trace does not tell). "
            + "The setting is minutes of keep-alive, the share of idle times that the histogram's keep-alive reaches, or the price of a cold start in GiB seconds of idle memory, by which forecasts size pools. "
            + "Policies that lie further to the left and further down are better.",
            ["policy", "setting", "coldStartPercent", "gibHours", "busyGiBHours"],
            [.. points.SelectMany(all => all).Select(point => (ImmutableArray<object>)[point.Policy, point.Setting, 100 * point.ColdStartShare, point.GiBHours, point.BusyGiBHours])],
            [new Chart(Name, "cold starts against memory", "memory provisioned, GiB h", "cold starts, % of calls", [.. policies.Zip(points, CurveOf)])]);
    }

    private static Curve CurveOf(string policy, ImmutableArray<ColdStartPoint> points) => new(policy,
    [
        .. points.OrderBy(point => point.GiBHours).Select(point =>
            new CurvePoint(point.GiBHours, 100 * point.ColdStartShare, 100 * point.ColdStartShare, 100 * point.ColdStartShare)),
    ]);
}
