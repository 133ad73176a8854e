namespace Aquatope.Forecasting;

/// <summary>Baseline: no bin will exceed the greatest of the latest ones. This is what a fixed keep-alive amounts to.</summary>
public sealed class MovingMaximumForecaster : ForecasterBase
{
    private readonly int _window;

    /// <summary>Initializes a new instance of the <see cref="MovingMaximumForecaster"/> class.</summary>
    /// <param name="window">How many of the latest bins count; positive.</param>
    public MovingMaximumForecaster(int window)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        _window = window;
    }

    /// <inheritdoc/>
    public override string Name => "moving-maximum";

    /// <inheritdoc/>
    protected override IReadOnlyList<PredictiveDistribution> Predict(CountSeries history, int horizon)
    {
        double greatest = 0;
        foreach (double count in history.Counts[^Math.Min(_window, history.Length)..])
        {
            greatest = Math.Max(greatest, count);
        }

        return Repeat(new EmpiricalDistribution([greatest]), horizon);
    }
}
