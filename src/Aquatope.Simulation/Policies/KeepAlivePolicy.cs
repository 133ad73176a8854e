using Aquatope.Forecasting;

namespace Aquatope.Simulation;

/// <summary>A fixed number of warm workers, and a fixed keep-alive for those beyond: what platforms do that learn nothing.</summary>
/// <param name="keepAlive">How long an idle worker beyond the target stays; not negative.</param>
/// <param name="warmTarget">The workers to have whatever the load; not negative. Default: none.</param>
public sealed class KeepAlivePolicy(TimeSpan keepAlive, int warmTarget = 0) : IPoolPolicy
{
    private readonly KeepAliveWindows _windows = new(TimeSpan.Zero, keepAlive, IdleTimePattern.Unknown);

    /// <inheritdoc/>
    public string Name => "keep-alive";

    /// <inheritdoc/>
    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public int Decide(in PoolObservation observation) => warmTarget;

    /// <inheritdoc/>
    public KeepAliveWindows AfterUse() => _windows;

    /// <inheritdoc/>
    public void ObserveIdleTime(TimeSpan idle)
    {
        // Nothing is learned from it.
    }
}
