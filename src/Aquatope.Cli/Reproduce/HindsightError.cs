using Aquatope.Forecasting;

namespace Aquatope.Cli;

/// <summary>What error is left to someone who knows the counts around each minute, those after it among them: how much a series allows.</summary>
/// <remarks>
/// For each minute, the count that has the least symmetric percentage error from those at some distances before and after it. The
/// distance (a minute, or a period) and the number of counts are those that turn out best on all minutes. No bound in the strict sense,
/// as a forecast may know more than counts at one distance, but more than one step ahead can be seen.
/// </remarks>
internal static class HindsightError
{
    private static readonly int[] Distances = [1, 2, 5, 10, 15, 30, 60, 1440];
    private static readonly int[] Reaches = [1, 2, 4, 8, 12];

    /// <summary>Returns the error.</summary>
    /// <param name="series">The counts, bins of a minute.</param>
    /// <param name="first">The first minute that counts.</param>
    /// <returns>The mean symmetric percentage error that divides by the mean of both, 0 to 200 %.</returns>
    public static double Smape(CountSeries series, int first)
    {
        double[] counts = series.Counts.ToArray();
        return (from distance in Distances
                from reach in Reaches
                select Enumerable.Range(first, counts.Length - first).Average(minute =>
                    ForecastErrors.SymmetricPercentage(counts[minute], Best(Around(counts, minute, distance, reach))))).Min();
    }

    private static double[] Around(double[] counts, int minute, int distance, int reach) =>
    [
        .. Enumerable.Range(1, reach).SelectMany(step => new[] { minute - (step * distance), minute + (step * distance) })
            .Where(place => place >= 0 && place < counts.Length).Select(place => counts[place]),
    ];

    private static double Best(double[] around) =>
        around.Distinct().MinBy(candidate => around.Sum(count => ForecastErrors.SymmetricPercentage(count, candidate)));
}
