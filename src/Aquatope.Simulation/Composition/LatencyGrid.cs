namespace Aquatope.Simulation;

/// <summary>The times at which latencies are counted: multiples of a step, up to a last one. Later is too late to tell apart.</summary>
/// <param name="StepMs">The step, in milliseconds; positive.</param>
/// <param name="Length">How many multiples, zero among them.</param>
internal sealed record LatencyGrid(double StepMs, int Length)
{
    /// <summary>Returns the place nearest to a time; the length or more where it is too late.</summary>
    public int Place(double milliseconds) => (int)Math.Min(int.MaxValue / 2, Math.Round(milliseconds / StepMs));
}
