namespace Aquatope.Forecasting;

/// <summary>Fits the coefficients of one order by maximum likelihood.</summary>
/// <remarks>
/// The exact likelihood of the differenced series, the variance concentrated out, over partial autocorrelations within
/// (-1, 1): every point of the search is stationary and invertible (Jones 1980). It starts where <see cref="ArmaStart"/> says.
/// </remarks>
internal static class ArimaFitter
{
    private const double PartialLimit = 0.9995;

    /// <summary>Fits a model.</summary>
    /// <param name="differenced">The series after differencing, [n], not constant.</param>
    /// <param name="order">The order.</param>
    /// <returns>The model.</returns>
    public static ArimaModel Fit(double[] differenced, ArimaOrder order)
    {
        int n = differenced.Length;
        double mean = order.HasConstant ? differenced.Average() : 0;
        double scale = Math.Sqrt(differenced.Sum(value => (value - mean) * (value - mean)) / n);
        double[] values = [.. differenced.Select(value => (value - mean) / scale)];
        int p = order.AutoRegressive;
        int q = order.MovingAverage;
        int first = order.HasConstant ? 1 : 0;
        double[] parameters = [.. new double[first], .. ArmaStart.Of(values, p, q)];
        double[] bounds = [.. Enumerable.Repeat(3.0, first), .. Enumerable.Repeat(PartialLimit, p + q)];
        double[] ar = new double[p];
        double[] ma = new double[q];
        var likelihood = new ArmaLikelihood(p, q);
        NumericalGradient.Minimize(Objective, [.. bounds.Select(bound => -bound)], bounds, parameters);

        ArmaFit fit = Filter(parameters);
        return new ArimaModel(
            order, ar, ma, mean + (order.HasConstant ? scale * parameters[0] : 0), fit.SumOfSquares / n * scale * scale,
            fit.LogLikelihood(n) - (n * Math.Log(scale)), n);

        double Objective(ReadOnlySpan<double> x)
        {
            ArmaFit trial = Filter(x);
            return 0.5 * (Math.Log(trial.SumOfSquares / n) + (trial.LogDeterminant / n));
        }

        ArmaFit Filter(ReadOnlySpan<double> x)
        {
            PartialAutocorrelations.ToCoefficients(x.Slice(first, p), ar);
            PartialAutocorrelations.ToCoefficients(x.Slice(first + p, q), ma);
            for (int i = 0; i < q; i++)
            {
                ma[i] = -ma[i];
            }

            return likelihood.Filter(values, order.HasConstant ? x[0] : 0, ar, ma);
        }
    }
}
