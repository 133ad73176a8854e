namespace Aquatope.Tuning;

/// <summary>The configuration a tuner would put into production, and how sure it is.</summary>
/// <param name="Configuration">The configuration.</param>
/// <param name="Cost">Predicted mean cost of one execution, in the unit of the measured costs.</param>
/// <param name="LatencyMs">Predicted latency at the objective's percentile, in milliseconds.</param>
/// <param name="FeasibleProbability">Probability, in [0, 1], that the objective is met.</param>
public sealed record Recommendation(
    Configuration Configuration,
    double Cost,
    double LatencyMs,
    double FeasibleProbability)
{
    private const double Trusted = 0.95;

    /// <summary>Orders recommendations: those trusted to meet the objective first, by cost; then the others, the likeliest first.</summary>
    internal static IOrderedEnumerable<Recommendation> ByTrust(IEnumerable<Recommendation> recommendations) => recommendations
        .OrderByDescending(item => item.FeasibleProbability >= Trusted)
        .ThenBy(item => item.FeasibleProbability >= Trusted ? item.Cost : 1 - item.FeasibleProbability);
}
