namespace Aquatope.Simulation;

/// <summary>What would be recommended at one moment of a search, as it is in truth.</summary>
/// <param name="Executions">Executions so far.</param>
/// <param name="RegretPercent">How much more it costs than the optimum, in percent of that.</param>
/// <param name="LatencyOverBound">Its latency at the objective's percentile over the bound.</param>
/// <param name="Feasible">Whether it meets the objective.</param>
public sealed record SearchPoint(int Executions, double RegretPercent, double LatencyOverBound, bool Feasible)
{
    /// <summary>Returns whether it meets the objective at a cost of at most a share more than the optimum's.</summary>
    /// <param name="percent">The share, in percent of the optimum.</param>
    /// <returns>True when it does.</returns>
    public bool IsWithin(double percent) => Feasible && RegretPercent <= percent;
}
