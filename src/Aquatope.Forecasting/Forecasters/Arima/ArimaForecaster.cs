namespace Aquatope.Forecasting;

/// <summary>Baseline: an autoregressive integrated moving average, with normal errors.</summary>
/// <remarks>
/// Box and Jenkins (1970). A forecast reads only as many of the latest bins as still matter to it, so its cost does not grow
/// with the history. Made by <see cref="ArimaTrainer"/>.
/// </remarks>
public sealed class ArimaForecaster : ForecasterBase
{
    private const double Influence = 1e-7;
    private const int MostMemory = 5000;

    private readonly ArimaModel _model;
    private readonly bool _whole;
    private readonly int _memory;

    internal ArimaForecaster(ArimaModel model, bool whole)
    {
        _model = model;
        _whole = whole;
        _memory = model.Memory(Influence, MostMemory);
    }

    /// <inheritdoc/>
    public override string Name => ArimaTrainer.MethodName;

    /// <inheritdoc/>
    public override int LeastBins => _model.Order.Differences + 1;

    /// <summary>Gets the order that was chosen.</summary>
    public ArimaOrder Order => _model.Order;

    /// <inheritdoc/>
    protected override IReadOnlyList<PredictiveDistribution> Predict(CountSeries history, int horizon)
    {
        (double[] means, double[] variances) = Moments(_model, history.Counts[^Math.Min(history.Length, _memory + LeastBins)..], horizon);
        var bins = new PredictiveDistribution[horizon];
        for (int h = 0; h < horizon; h++)
        {
            bins[h] = new NormalCountDistribution(means[h], Math.Sqrt(variances[h]), _whole);
        }

        return bins;
    }

    /// <summary>Forecasts means and variances.</summary>
    /// <param name="model">The model.</param>
    /// <param name="latest">The latest values, at least one more than differences are taken.</param>
    /// <param name="horizon">How many steps.</param>
    /// <returns>Both, [horizon].</returns>
    internal static (double[] Means, double[] Variances) Moments(ArimaModel model, ReadOnlySpan<double> latest, int horizon)
    {
        // The last value of the series and of each of its differences, to sum up from again.
        double[] values = latest.ToArray();
        double[] last = new double[model.Order.Differences];
        for (int d = 0; d < last.Length; d++)
        {
            last[d] = values[^1];
            values = UnitRootTest.Difference(values);
        }

        double[] means = DifferencedMeans(model, values, horizon);
        for (int d = last.Length - 1; d >= 0; d--)
        {
            double sum = last[d];
            for (int h = 0; h < horizon; h++)
            {
                sum += means[h];
                means[h] = sum;
            }
        }

        double[] variances = model.ErrorWeights(horizon);
        double squares = 0;
        for (int h = 0; h < horizon; h++)
        {
            squares += variances[h] * variances[h];
            variances[h] = model.Variance * squares;
        }

        return (means, variances);
    }

    private static double[] DifferencedMeans(ArimaModel model, double[] values, int horizon)
    {
        int size = Math.Max(model.AutoRegressive.Length, model.MovingAverage.Length + 1);
        double[] ar = new double[size];
        double[] impulse = new double[size];
        double[] state = new double[size];
        model.AutoRegressive.CopyTo(ar, 0);
        impulse[0] = 1;
        model.MovingAverage.CopyTo(impulse, 1);
        foreach (double value in values)
        {
            ArmaState.Advance(state, ar, impulse, value - model.Mean - state[0]);
        }

        double[] means = new double[horizon];
        for (int h = 0; h < horizon; h++)
        {
            means[h] = model.Mean + state[0];
            ArmaState.Advance(state, ar, impulse, 0);
        }

        return means;
    }
}
