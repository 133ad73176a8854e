using Aquatope.Forecasting;

namespace Aquatope.Simulation;

/// <summary>Baseline: reactive autoscaling, as the horizontal pod autoscaler of Kubernetes does it.</summary>
/// <remarks>
/// ⌈calls in hand / (concurrency × target utilisation)⌉ workers, of the interval's mean; not changed within a tolerance, and lowered only to the
/// greatest number of the stabilisation time (Kubernetes documentation, "Horizontal Pod Autoscaling", algorithm details).
/// </remarks>
public sealed class AutoscalePolicy : IPoolPolicy
{
    private static readonly KeepAliveWindows AtOnce = new(TimeSpan.Zero, TimeSpan.Zero, IdleTimePattern.Unknown);
    private readonly AutoscaleOptions _options;
    private readonly int[] _asked;
    private int _decisions;

    /// <summary>Initializes a new instance of the <see cref="AutoscalePolicy"/> class.</summary>
    /// <param name="options">The settings. Default: the defaults.</param>
    /// <exception cref="ArgumentException">The settings make no sense.</exception>
    public AutoscalePolicy(AutoscaleOptions? options = null)
    {
        _options = options ?? new AutoscaleOptions();
        bool sound = _options is { TargetUtilisation: > 0 and <= 1, Tolerance: >= 0, Minimum: >= 0 } && _options.Maximum >= _options.Minimum
            && _options.Interval > TimeSpan.Zero && _options.Stabilisation >= TimeSpan.Zero;
        if (!sound)
        {
            throw new ArgumentException($"The utilisation must be in (0, 1], numbers and times must not be negative: {_options}.", nameof(options));
        }

        _asked = new int[1 + (int)Math.Ceiling(_options.Stabilisation / _options.Interval)];
    }

    /// <inheritdoc/>
    public string Name => "autoscale";

    /// <inheritdoc/>
    public TimeSpan Interval => _options.Interval;

    /// <inheritdoc/>
    public int Decide(in PoolObservation observation)
    {
        double room = observation.Configuration.Concurrency * _options.TargetUtilisation;
        double ratio = (observation.MeanExecuting + observation.MeanWaiting) / room;
        int present = observation.WarmTarget;
        int asked = Math.Abs(ratio - present) <= _options.Tolerance * present ? present : (int)Math.Ceiling(ratio);
        _asked[_decisions++ % _asked.Length] = asked;
        return Math.Clamp(_asked.Max(), _options.Minimum, _options.Maximum);
    }

    /// <inheritdoc/>
    public KeepAliveWindows AfterUse() => AtOnce;

    /// <inheritdoc/>
    public void ObserveIdleTime(TimeSpan idle)
    {
        // The rule knows the present only.
    }
}
