namespace Aquatope.Forecasting;

/// <summary>Baseline: what a pool holds whose workers go a fixed time after their last use.</summary>
/// <remarks>
/// That is as many as the greatest of the bins within that time, with certainty. As nothing is known of what comes, a bin further
/// ahead is forecast to hold what is left then of the workers there are now.
/// </remarks>
public sealed class KeepAliveForecaster : ForecasterBase
{
    private readonly TimeSpan _keepAlive;

    /// <summary>Initializes a new instance of the <see cref="KeepAliveForecaster"/> class.</summary>
    /// <param name="keepAlive">How long after its last use a worker is kept; positive. Default of the trainer: ten minutes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="keepAlive"/> is not positive.</exception>
    public KeepAliveForecaster(TimeSpan keepAlive)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(keepAlive, TimeSpan.Zero);
        _keepAlive = keepAlive;
    }

    /// <inheritdoc/>
    public override string Name => "keep-alive";

    /// <inheritdoc/>
    protected override IReadOnlyList<PredictiveDistribution> Predict(CountSeries history, int horizon)
    {
        int window = (int)Math.Min(int.MaxValue, Math.Ceiling(_keepAlive / history.BinWidth));
        var bins = new PredictiveDistribution[horizon];
        for (int h = 0; h < horizon; h++)
        {
            int kept = Math.Min(history.Length, Math.Max(0, window - h));
            double greatest = 0;
            foreach (double count in history.Counts[^kept..])
            {
                greatest = Math.Max(greatest, count);
            }

            bins[h] = new EmpiricalDistribution([greatest]);
        }

        return bins;
    }
}
