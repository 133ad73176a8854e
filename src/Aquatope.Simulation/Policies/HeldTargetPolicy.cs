using Aquatope.Forecasting;

namespace Aquatope.Simulation;

/// <summary>Keeps as many workers as it was told through the port, and others for a fixed time: the pools of a trial lane.</summary>
/// <param name="keepAlive">How long an idle worker beyond the target stays; not negative.</param>
public sealed class HeldTargetPolicy(TimeSpan keepAlive) : IPoolPolicy
{
    private readonly KeepAliveWindows _windows = new(TimeSpan.Zero, keepAlive, IdleTimePattern.Unknown);

    /// <inheritdoc/>
    public string Name => "held";

    /// <inheritdoc/>
    public TimeSpan Interval => TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public int Decide(in PoolObservation observation) => observation.WarmTarget;

    /// <inheritdoc/>
    public KeepAliveWindows AfterUse() => _windows;

    /// <inheritdoc/>
    public void ObserveIdleTime(TimeSpan idle)
    {
        // Who sets the target knows when workers are used.
    }
}
