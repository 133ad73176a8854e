namespace Aquatope.Forecasting;

/// <summary>Fits the coefficients of one order by maximum likelihood.</summary>
/// <remarks>
/// The exact likelihood of the differenced series, the variance concentrated out, over partial autocorrelations within
/// (-1, 1): every point of the search is stationary and invertible (Jones 1980). It starts where <see cref="ArmaStart"/> says.
/// </remarks>
/// <threadsafety>Not thread-safe.</threadsafety>
internal sealed class ArimaFitter
{
    private const double PartialLimit = 0.9995;
    private const double MeanLimit = 3;

    private readonly ArimaOrder _order;
    private readonly double[] _values;
    private readonly double[] _ar;
    private readonly double[] _ma;
    private readonly ArmaLikelihood _likelihood;

    private ArimaFitter(ArimaOrder order, double[] values)
    {
        _order = order;
        _values = values;
        _ar = new double[order.AutoRegressive];
        _ma = new double[order.MovingAverage];
        _likelihood = new ArmaLikelihood(_ar.Length, _ma.Length);
    }

    private int Constants => _order.HasConstant ? 1 : 0;

    /// <summary>Fits a model.</summary>
    /// <param name="differenced">The series after differencing, [n], not constant.</param>
    /// <param name="order">The order.</param>
    /// <returns>The model.</returns>
    public static ArimaModel Fit(double[] differenced, ArimaOrder order)
    {
        int n = differenced.Length;
        double mean = order.HasConstant ? differenced.Average() : 0;
        double scale = Math.Sqrt(differenced.Sum(value => (value - mean) * (value - mean)) / n);
        var fitter = new ArimaFitter(order, [.. differenced.Select(value => (value - mean) / scale)]);
        double[] parameters = fitter.Search();
        ArmaFit fit = fitter.Filter(parameters);
        return new ArimaModel(
            order,
            fitter._ar,
            fitter._ma,
            mean + (order.HasConstant ? scale * parameters[0] : 0),
            fit.SumOfSquares / n * scale * scale,
            fit.LogLikelihood(n) - (n * Math.Log(scale)),
            n);
    }

    // The mean, in deviations from the sample's; then the partial autocorrelations of φ and of -θ.
    private double[] Search()
    {
        double[] parameters = [.. new double[Constants], .. ArmaStart.Of(_values, _ar.Length, _ma.Length)];
        double[] bounds = [.. Enumerable.Repeat(MeanLimit, Constants), .. Enumerable.Repeat(PartialLimit, _ar.Length + _ma.Length)];
        NumericalGradient.Minimize(Objective, [.. bounds.Select(bound => -bound)], bounds, parameters);
        return parameters;
    }

    private double Objective(ReadOnlySpan<double> parameters)
    {
        ArmaFit trial = Filter(parameters);
        return 0.5 * (Math.Log(trial.SumOfSquares / _values.Length) + (trial.LogDeterminant / _values.Length));
    }

    private ArmaFit Filter(ReadOnlySpan<double> parameters)
    {
        PartialAutocorrelations.ToCoefficients(parameters.Slice(Constants, _ar.Length), _ar);
        PartialAutocorrelations.ToCoefficients(parameters.Slice(Constants + _ar.Length), _ma);
        for (int i = 0; i < _ma.Length; i++)
        {
            _ma[i] = -_ma[i];
        }

        return _likelihood.Filter(_values, Constants == 1 ? parameters[0] : 0, _ar, _ma);
    }
}
