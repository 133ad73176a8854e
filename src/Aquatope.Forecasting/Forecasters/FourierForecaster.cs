namespace Aquatope.Forecasting;

/// <summary>Baseline: a line and a few harmonics, fitted to the latest bins and carried on.</summary>
/// <remarks>
/// The extrapolation of IceBreaker (Roy, Patel and Tiwari 2022): the slope of the least-squares line is taken off, the lowest
/// frequencies of the discrete Fourier transform are kept, and both are carried on, with certainty. So the forecast of the next
/// bin is close to the first one of the window plus the line's rise. What falls below zero counts as zero, and
/// forecasts are rounded where all counts of the window are whole.
/// </remarks>
public sealed class FourierForecaster : ForecasterBase
{
    private readonly int _window;
    private readonly double[] _kernel;

    /// <summary>Initializes a new instance of the <see cref="FourierForecaster"/> class.</summary>
    /// <param name="window">How many of the latest bins are transformed; at least two. Default: 60.</param>
    /// <param name="harmonics">How many frequencies are kept besides zero; positive. Default: 10.</param>
    public FourierForecaster(int window = 60, int harmonics = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(harmonics);
        _window = window;
        _kernel = Kernel(window, Math.Min(harmonics, window / 2));
    }

    /// <inheritdoc/>
    public override string Name => "fft";

    /// <inheritdoc/>
    public override int LeastBins => _window;

    /// <inheritdoc/>
    protected override IReadOnlyList<PredictiveDistribution> Predict(CountSeries history, int horizon)
    {
        ReadOnlySpan<double> latest = history.Counts[^_window..];
        bool whole = true;
        foreach (double count in latest)
        {
            whole &= count == Math.Floor(count);
        }

        double slope = Slope(latest);
        var bins = new PredictiveDistribution[horizon];
        for (int h = 0; h < horizon; h++)
        {
            // The truncated series at a time is a sum over the window, weighed by how far the window's bins are from that time.
            int time = _window + h;
            double value = slope * time;
            for (int t = 0; t < _window; t++)
            {
                value += (latest[t] - (slope * t)) * _kernel[(time - t) % _window];
            }

            bins[h] = new EmpiricalDistribution([Math.Max(0, whole ? Math.Round(value) : value)]);
        }

        return bins;
    }

    private static double Slope(ReadOnlySpan<double> values)
    {
        double middle = (values.Length - 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int t = 0; t < values.Length; t++)
        {
            products += (t - middle) * values[t];
            squares += (t - middle) * (t - middle);
        }

        return products / squares;
    }

    // Dirichlet's kernel over the kept frequencies: (1 + 2 Σ cos(2π k τ / n)) / n; that of n / 2 occurs once only.
    private static double[] Kernel(int window, int harmonics)
    {
        double[] kernel = new double[window];
        for (int lag = 0; lag < window; lag++)
        {
            double sum = 1;
            for (int k = 1; k <= harmonics; k++)
            {
                sum += (2 * k == window ? 1 : 2) * Math.Cos(2 * Math.PI * k * lag / window);
            }

            kernel[lag] = sum / window;
        }

        return kernel;
    }
}
