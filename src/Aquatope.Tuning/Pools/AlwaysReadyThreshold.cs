namespace Aquatope.Tuning;

/// <summary>When an always-ready instance is cheaper than an instance on demand, where a platform has both: Azure's Flex Consumption plan.</summary>
/// <remarks>
/// Always-ready instances take work first, so that the n-th one is active whenever at least n are. With u its active share it costs
/// baseline + u·execution against u·onDemand and the cold starts that it avoids: it pays where u exceeds
/// (baseline - cold starts) / (onDemand - execution), 0.40 by list prices before cold starts are valued.
/// </remarks>
internal static class AlwaysReadyThreshold
{
    /// <summary>Returns the active share above which an always-ready instance is the cheaper one.</summary>
    /// <param name="baseline">What the instance costs for a second, active or not; not negative.</param>
    /// <param name="saving">What a second of activity costs less on it than on demand; not negative.</param>
    /// <param name="coldStarts">What the cold starts are worth that it avoids in a second; not negative.</param>
    /// <returns>The share; zero where one pays even without any work, infinity where none ever does.</returns>
    public static double ActiveShare(double baseline, double saving, double coldStarts)
    {
        double cost = baseline - coldStarts;
        return cost <= 0 ? 0 : saving > 0 ? cost / saving : double.PositiveInfinity;
    }
}
