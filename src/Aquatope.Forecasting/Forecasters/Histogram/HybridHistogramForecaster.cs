namespace Aquatope.Forecasting;

/// <summary>Baseline: what the pool of an application would hold under the hybrid histogram policy.</summary>
/// <remarks>
/// Bins with events are uses, and the empty bins between two of them an idle time, which may be zero. The pool's n-th worker was
/// last used in the latest bin with at least n events, and follows the windows of <see cref="HybridHistogramPolicy"/> from then
/// on; a bin is forecast to hold the workers that are warm in it, with certainty. (The paper has one instance of each
/// application; this is its policy for pools of several.) The policy goes on learning through the history.
/// </remarks>
public sealed class HybridHistogramForecaster : SequentialForecaster<HybridHistogramState>
{
    /// <summary>The name of the method.</summary>
    internal const string MethodName = "hybrid-histogram";

    private readonly HybridHistogramOptions _options;

    /// <summary>Initializes a new instance of the <see cref="HybridHistogramForecaster"/> class.</summary>
    /// <param name="options">The policy's settings. Default: the paper's.</param>
    public HybridHistogramForecaster(HybridHistogramOptions? options = null) => _options = options ?? new HybridHistogramOptions();

    /// <inheritdoc/>
    public override string Name => MethodName;

    /// <inheritdoc/>
    protected override (HybridHistogramState State, int Read) Begin(CountSeries history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return (new HybridHistogramState(_options, history.BinWidth), 0);
    }

    /// <inheritdoc/>
    protected override void Observe(HybridHistogramState state, double count)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Observe(count);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<PredictiveDistribution> Predict(HybridHistogramState state, CountSeries history, int horizon)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(history);
        KeepAliveWindows windows = state.Policy.Windows;

        // A worker last used in one bin is warm in the bin k later if [(k - 1) w, k w] meets the time in which it is loaded.
        int nearest = Math.Max(1, BinsUntil(windows.PreWarming, history.BinWidth) + 1);
        int farthest = (int)Math.Min(history.Length, Math.Ceiling(windows.End / history.BinWidth));
        var bins = new PredictiveDistribution[horizon];
        for (int h = 1; h <= horizon; h++)
        {
            // Workers that were used since are not idle for as long: those of nearer bins are taken off.
            int bin = history.Length - 1 + h;
            double used = Greatest(history.Counts, bin, h, nearest - 1);
            bins[h - 1] = new EmpiricalDistribution([Math.Max(used, Greatest(history.Counts, bin, h, farthest)) - used]);
        }

        return bins;
    }

    private static int BinsUntil(TimeSpan time, TimeSpan width) => (int)Math.Min(int.MaxValue - 1, Math.Floor(time / width));

    private static double Greatest(ReadOnlySpan<double> counts, int bin, int nearest, int farthest)
    {
        double greatest = 0;
        for (int k = nearest; k <= farthest && k <= bin; k++)
        {
            greatest = Math.Max(greatest, counts[bin - k]);
        }

        return greatest;
    }
}
