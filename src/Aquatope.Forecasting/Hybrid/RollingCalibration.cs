namespace Aquatope.Forecasting;

/// <summary>Calibrates each forecast by how the forecasts of the bins just before its origin turned out.</summary>
internal static class RollingCalibration
{
    /// <summary>How many bins before an origin count.</summary>
    public const int Bins = 720;

    // How many outcomes the map of the held-out tail counts for.
    private const double Prior = 240;

    /// <summary>Learns one map per origin.</summary>
    /// <param name="origins">The origins.</param>
    /// <param name="forecast">Forecasts the next bin from earlier origins; called once, with every origin that is needed.</param>
    /// <param name="prior">The map of the held-out tail.</param>
    /// <param name="least">Fewer bins than these have no forecast.</param>
    /// <returns>The maps, in the order of the origins.</returns>
    public static IReadOnlyList<ProbabilityCalibration> Of(
        IReadOnlyList<SeriesOrigin> origins, Func<SeriesOrigin[], IReadOnlyList<CountGrid>> forecast, ProbabilityCalibration prior, int least)
    {
        // Origins of one series overlap; what they share is forecast once.
        SeriesOrigin[] past = [.. origins.SelectMany(origin => Before(origin, least)).Distinct()];
        IReadOnlyList<CountGrid> grids = forecast(past);
        var intervals = new Dictionary<SeriesOrigin, (double Below, double AtMost)>(past.Length);
        for (int i = 0; i < past.Length; i++)
        {
            intervals.Add(past[i], grids[i].Interval(past[i]));
        }

        return
        [
            .. origins.AsParallel().AsOrdered().Select(origin =>
                ProbabilityCalibration.Learn([.. Before(origin, least).Select(earlier => intervals[earlier])], prior, Prior)),
        ];
    }

    private static IEnumerable<SeriesOrigin> Before(SeriesOrigin origin, int least) =>
        Enumerable.Range(1, Math.Clamp(origin.Origin - least, 0, Bins)).Select(back => origin with { Origin = origin.Origin - back });
}
