using System.Collections.Immutable;

namespace Aquatope.Simulation;

/// <summary>What one policy trades: cold starts against memory, straight lines between its settings on a logarithmic scale of cold starts.</summary>
public sealed class ColdStartCurve
{
    private readonly ImmutableArray<ColdStartPoint> _points;

    /// <summary>Initializes a new instance of the <see cref="ColdStartCurve"/> class.</summary>
    /// <param name="points">The settings' points; those that another one beats in both are left out.</param>
    public ColdStartCurve(IEnumerable<ColdStartPoint> points)
    {
        var front = ImmutableArray.CreateBuilder<ColdStartPoint>();
        foreach (ColdStartPoint point in points.Where(point => point.ColdStartShare > 0).OrderBy(point => point.GiBHours).ThenBy(point => point.ColdStartShare))
        {
            if (front.Count == 0 || point.ColdStartShare < front[^1].ColdStartShare)
            {
                front.Add(point);
            }
        }

        _points = front.ToImmutable();
    }

    /// <summary>Returns the memory time that a share of cold starts takes.</summary>
    /// <param name="coldStartShare">The share; positive.</param>
    /// <returns>GiB hours; null where the settings do not reach so far.</returns>
    public double? GiBHoursAt(double coldStartShare) => Between(
        Math.Log(coldStartShare), point => Math.Log(point.ColdStartShare), point => point.GiBHours);

    /// <summary>Returns the share of cold starts that a memory time leaves.</summary>
    /// <param name="gibHours">GiB hours.</param>
    /// <returns>The share; null where the settings do not reach so far.</returns>
    public double? ColdStartShareAt(double gibHours) =>
        Between(gibHours, point => point.GiBHours, point => Math.Log(point.ColdStartShare)) is { } log ? Math.Exp(log) : null;

    private double? Between(double at, Func<ColdStartPoint, double> x, Func<ColdStartPoint, double> y)
    {
        for (int i = 1; i < _points.Length; i++)
        {
            double share = (at - x(_points[i - 1])) / (x(_points[i]) - x(_points[i - 1]));
            if (share is >= 0 and <= 1)
            {
                return y(_points[i - 1]) + (share * (y(_points[i]) - y(_points[i - 1])));
            }
        }

        return null;
    }
}
