namespace Aquatope.Forecasting;

/// <summary>Baseline: a level, a damped trend and a season that follow each error by a share of it.</summary>
/// <remarks>
/// The innovations state space models with additive errors of Hyndman, Koehler, Ord and Snyder (2008). A history that continues
/// the training goes on from the state at its end; another one is read from its own beginning. Made by
/// <see cref="ExponentialSmoothingTrainer"/>.
/// </remarks>
public sealed class ExponentialSmoothingForecaster : SequentialForecaster<SmoothingState>
{
    private readonly SmoothingFit _fit;
    private readonly CountSeries _training;
    private readonly bool _whole;

    internal ExponentialSmoothingForecaster(SmoothingFit fit, CountSeries training)
    {
        _fit = fit;
        _training = training;
        _whole = TrainingData.IsWhole(training);
    }

    /// <inheritdoc/>
    public override string Name => ExponentialSmoothingTrainer.MethodName;

    /// <inheritdoc/>
    public override int LeastBins => Math.Max(2, 2 * _fit.Form.Season);

    /// <summary>Gets the components that were chosen.</summary>
    public SmoothingForm Form => _fit.Form;

    /// <inheritdoc/>
    protected override (SmoothingState State, int Read) Begin(CountSeries history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return Continues(history, _training)
            ? (_fit.End.Copy(), _training.Length)
            : (SmoothingState.Begin(_fit.Form, history.Counts), 0);
    }

    /// <inheritdoc/>
    protected override void Observe(SmoothingState state, double count)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Observe(count, _fit.Weights);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<PredictiveDistribution> Predict(SmoothingState state, CountSeries history, int horizon)
    {
        ArgumentNullException.ThrowIfNull(state);
        var bins = new PredictiveDistribution[horizon];
        double variance = _fit.Variance;
        for (int h = 1; h <= horizon; h++)
        {
            bins[h - 1] = new NormalCountDistribution(state.Ahead(h, _fit.Weights.Damping), Math.Sqrt(variance), _whole);
            double weight = _fit.Weights.ErrorWeight(_fit.Form, h);
            variance += _fit.Variance * weight * weight;
        }

        return bins;
    }
}
