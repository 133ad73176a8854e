using Aquatope.Forecasting;

namespace Aquatope.Simulation;

/// <summary>Baseline: the hybrid histogram policy of Shahrad et al. (2020), by <see cref="HybridHistogramPolicy"/>.</summary>
/// <remarks>The paper has one instance for each application; here each worker of a pool follows the windows from its own last use.</remarks>
/// <param name="options">The policy's settings. Default: the paper's.</param>
public sealed class HistogramPolicy(HybridHistogramOptions? options = null) : IPoolPolicy
{
    private readonly HybridHistogramPolicy _policy = new(options);

    /// <inheritdoc/>
    public string Name => "hybrid-histogram";

    /// <inheritdoc/>
    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public int Decide(in PoolObservation observation) => 0;

    /// <inheritdoc/>
    public KeepAliveWindows AfterUse() => _policy.Windows;

    /// <inheritdoc/>
    public void ObserveIdleTime(TimeSpan idle) => _policy.Observe(idle);
}
