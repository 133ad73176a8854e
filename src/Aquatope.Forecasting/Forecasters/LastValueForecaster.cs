namespace Aquatope.Forecasting;

/// <summary>Baseline: every bin will be like the last one, with certainty.</summary>
public sealed class LastValueForecaster : ForecasterBase
{
    /// <inheritdoc/>
    public override string Name => "last-value";

    /// <inheritdoc/>
    protected override IReadOnlyList<PredictiveDistribution> Predict(CountSeries history, int horizon) =>
        Repeat(new EmpiricalDistribution([history.Counts[^1]]), horizon);
}
