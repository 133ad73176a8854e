namespace Aquatope.Forecasting;

/// <summary>What the Kalman filter says of a series under an ARMA model.</summary>
/// <param name="SumOfSquares">Σ v²/F over the innovations v, whose variances are F times that of the errors.</param>
/// <param name="LogDeterminant">Σ log F.</param>
internal readonly record struct ArmaFit(double SumOfSquares, double LogDeterminant)
{
    /// <summary>Returns the log-likelihood at the variance that maximises it.</summary>
    /// <param name="length">How many values were filtered.</param>
    /// <returns>The log-likelihood.</returns>
    public double LogLikelihood(int length) =>
        (-0.5 * length * (Math.Log(2 * Math.PI * SumOfSquares / length) + 1)) - (0.5 * LogDeterminant);
}

/// <summary>The exact Gaussian likelihood of an ARMA model, by the Kalman filter.</summary>
/// <remarks>
/// The state space form of Gardner, Harvey and Phillips (1980): the state has r = max(p, q + 1) elements, the first is the
/// value. The stationary covariance comes from doubling. Once the filter's covariance has settled, it is left alone.
/// </remarks>
/// <threadsafety>Not thread-safe: it owns its work space.</threadsafety>
internal sealed class ArmaLikelihood
{
    private const double Settled = 1e-9;
    private const int Doublings = 24;

    private readonly int _size;
    private readonly double[] _ar;
    private readonly double[] _impulse;
    private readonly double[] _state;
    private readonly double[] _gain;
    private double[] _covariance;
    private double[] _work;
    private double[] _power;
    private double[] _product;

    /// <summary>Initializes a new instance of the <see cref="ArmaLikelihood"/> class.</summary>
    /// <param name="p">Number of autoregressive coefficients.</param>
    /// <param name="q">Number of moving-average coefficients.</param>
    public ArmaLikelihood(int p, int q)
    {
        _size = Math.Max(p, q + 1);
        _ar = new double[_size];
        _impulse = new double[_size];
        _state = new double[_size];
        _gain = new double[_size];
        _covariance = new double[_size * _size];
        _work = new double[_size * _size];
        _power = new double[_size * _size];
        _product = new double[_size * _size];
    }

    /// <summary>Filters a series.</summary>
    /// <param name="values">The values, [n].</param>
    /// <param name="mean">Their mean.</param>
    /// <param name="ar">φ, [p], stationary.</param>
    /// <param name="ma">θ, [q]: the error enters as e + θ₁e₋₁ + ….</param>
    /// <returns>The innovations' sums.</returns>
    public ArmaFit Filter(ReadOnlySpan<double> values, double mean, ReadOnlySpan<double> ar, ReadOnlySpan<double> ma)
    {
        Array.Clear(_ar);
        Array.Clear(_impulse);
        Array.Clear(_state);
        ar.CopyTo(_ar);
        _impulse[0] = 1;
        ma.CopyTo(_impulse.AsSpan(1));
        SetStationaryCovariance();
        double squares = 0;
        double determinant = 0;
        int t = 0;
        for (; t < values.Length && !IsSettled(); t++)
        {
            double variance = _covariance[0];
            double innovation = values[t] - mean - _state[0];
            squares += innovation * innovation / variance;
            determinant += Math.Log(variance);
            Update(innovation, variance);
        }

        // From here on the gain is the impulse response, and the innovation's variance that of the errors.
        for (; t < values.Length; t++)
        {
            double innovation = values[t] - mean - _state[0];
            squares += innovation * innovation;
            ArmaState.Advance(_state, _ar, _impulse, innovation);
        }

        return new ArmaFit(squares, determinant);
    }

    private bool IsSettled()
    {
        for (int i = 0; i < _size; i++)
        {
            if (Math.Abs(_covariance[(i * _size) + i] - (_impulse[i] * _impulse[i])) > Settled)
            {
                return false;
            }
        }

        return true;
    }

    private void Update(double innovation, double variance)
    {
        int n = _size;
        for (int i = 0; i < n; i++)
        {
            _gain[i] = _covariance[i * n] / variance;
        }

        // The covariance after the value is known, P - K (first row of P), then T P T' + R R'.
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                _work[(i * n) + j] = _covariance[(i * n) + j] - (_gain[i] * _covariance[j]);
            }
        }

        Transition(_work, _product);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double next = j + 1 < n ? _product[(i * n) + j + 1] : 0;
                _covariance[(i * n) + j] = (_product[i * n] * _ar[j]) + next + (_impulse[i] * _impulse[j]);
            }
        }

        ArmaState.Advance(_state, _ar, _gain, innovation);
    }

    // T M, where T has φ in its first column and ones above its diagonal.
    private void Transition(double[] matrix, double[] result)
    {
        int n = _size;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                result[(i * n) + j] = (_ar[i] * matrix[j]) + (i + 1 < n ? matrix[((i + 1) * n) + j] : 0);
            }
        }
    }

    // P = Σ Tᵏ R R' T'ᵏ: each doubling adds as many terms as there are.
    private void SetStationaryCovariance()
    {
        int n = _size;
        Array.Clear(_power);
        for (int i = 0; i < n; i++)
        {
            _power[i * n] = _ar[i];
            if (i + 1 < n)
            {
                _power[(i * n) + i + 1] = 1;
            }

            for (int j = 0; j < n; j++)
            {
                _covariance[(i * n) + j] = _impulse[i] * _impulse[j];
            }
        }

        for (int doubling = 0; doubling < Doublings; doubling++)
        {
            SmallMatrix.Multiply(_power, _covariance, _work, n);
            double added = SmallMatrix.AddTimesTransposed(_work, _power, _covariance, n);
            if (added <= 1e-14 * _covariance[0])
            {
                break;
            }

            SmallMatrix.Multiply(_power, _power, _product, n);
            (_power, _product) = (_product, _power);
        }
    }
}
