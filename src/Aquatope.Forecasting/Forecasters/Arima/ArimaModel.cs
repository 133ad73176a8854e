namespace Aquatope.Forecasting;

/// <summary>A fitted ARIMA model.</summary>
/// <param name="Order">Its order.</param>
/// <param name="AutoRegressive">φ, [p].</param>
/// <param name="MovingAverage">θ, [q]: the errors enter as e + θ₁e₋₁ + ….</param>
/// <param name="Mean">Mean of the differenced series; zero without a constant.</param>
/// <param name="Variance">Variance of the errors.</param>
/// <param name="LogLikelihood">The log-likelihood of the differenced series, all of it.</param>
/// <param name="Observations">Length of the differenced series.</param>
internal sealed record ArimaModel(
    ArimaOrder Order,
    double[] AutoRegressive,
    double[] MovingAverage,
    double Mean,
    double Variance,
    double LogLikelihood,
    int Observations)
{
    private const double NearUnitRoot = 1.001;

    /// <summary>Gets Akaike's information criterion, corrected for short series; infinite where there are too few values for the parameters.</summary>
    /// <remarks>Hurvich and Tsai (1989).</remarks>
    public double Aicc
    {
        get
        {
            double k = Order.Parameters;
            double left = Observations - k - 1;
            return left > 0 ? (-2 * LogLikelihood) + (2 * k) + (2 * k * (k + 1) / left) : double.PositiveInfinity;
        }
    }

    /// <summary>Gets a value indicating whether no root comes near the unit circle, where numbers cannot be trusted.</summary>
    public bool IsSound =>
        double.IsFinite(LogLikelihood) && Variance > 0
        && PartialAutocorrelations.RootsExceed(AutoRegressive, NearUnitRoot)
        && PartialAutocorrelations.RootsExceed([.. MovingAverage.Select(theta => -theta)], NearUnitRoot);

    /// <summary>Returns the weights of past errors in the value some steps ahead, from the series before differencing.</summary>
    /// <param name="length">How many; at least one.</param>
    /// <returns>ψ, [length], ψ₀ = 1. The variance h steps ahead is the errors' times the sum of the first h squares.</returns>
    public double[] ErrorWeights(int length)
    {
        double[] weights = new double[length];
        for (int j = 0; j < length; j++)
        {
            double weight = j == 0 ? 1 : j <= MovingAverage.Length ? MovingAverage[j - 1] : 0;
            for (int i = 1; i <= Math.Min(j, AutoRegressive.Length); i++)
            {
                weight += AutoRegressive[i - 1] * weights[j - i];
            }

            weights[j] = weight;
        }

        for (int d = 0; d < Order.Differences; d++)
        {
            for (int j = 1; j < length; j++)
            {
                weights[j] += weights[j - 1];
            }
        }

        return weights;
    }

    /// <summary>Returns after how many values what came before them has no influence on the forecast any more.</summary>
    /// <param name="tolerance">The influence that counts as none.</param>
    /// <param name="most">The greatest number to return.</param>
    /// <returns>How many values of the differenced series a forecast needs.</returns>
    public int Memory(double tolerance, int most)
    {
        // A wrong start fades as the impulse response of 1 / θ(B).
        int q = MovingAverage.Length;
        double[] response = new double[most + 1];
        response[0] = 1;
        int needed = 0;
        for (int j = 1; j <= most && q > 0; j++)
        {
            for (int i = 1; i <= Math.Min(j, q); i++)
            {
                response[j] -= MovingAverage[i - 1] * response[j - i];
            }

            needed = Math.Abs(response[j]) > tolerance ? j : needed;
            if (j - needed > q)
            {
                break;
            }
        }

        return Math.Min(most, needed + q + AutoRegressive.Length + 1);
    }
}
