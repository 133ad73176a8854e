namespace Aquatope.Forecasting;

/// <summary>A fitted exponential smoothing model.</summary>
/// <param name="Form">Its components.</param>
/// <param name="Weights">Its weights.</param>
/// <param name="Variance">Variance of the errors.</param>
/// <param name="End">Its state after the training.</param>
/// <param name="Aicc">Akaike's criterion, corrected for short series; infinite where the series is too short for the parameters.</param>
internal sealed record SmoothingFit(SmoothingForm Form, SmoothingWeights Weights, double Variance, SmoothingState End, double Aicc)
{
    // The usual region: 0 < α < 1, 0 < β < α, 0 < γ < 1 - α, 0.8 ≤ φ ≤ 0.98; β and γ are searched as shares of their limits.
    private const double LeastWeight = 1e-4;
    private const double LeastDamping = 0.8;
    private const double MostDamping = 0.98;

    private static readonly double[] LevelStarts = [0.1, 0.6];

    /// <summary>Fits the weights of one form.</summary>
    /// <param name="form">The form.</param>
    /// <param name="counts">The series, [n]; at least two seasons where there is one.</param>
    /// <returns>The fit of least squared one-step errors, which is that of greatest likelihood.</returns>
    /// <remarks>Hyndman, Koehler, Snyder and Grose (2002); weights by quasi-Newton steps from two starts.</remarks>
    public static SmoothingFit Of(SmoothingForm form, double[] counts)
    {
        SmoothingState begin = SmoothingState.Begin(form, counts);
        int n = form.Weights;
        double[] lower = [.. Enumerable.Repeat(LeastWeight, n)];
        double[] upper = [.. Enumerable.Repeat(1 - LeastWeight, n)];
        if (form.HasTrend)
        {
            (lower[2], upper[2]) = (LeastDamping, MostDamping);
        }

        double least = double.PositiveInfinity;
        double[] best = [];
        foreach (double level in LevelStarts)
        {
            double[] x = form.HasTrend ? [level, 0.05, 0.9, 0.05] : [level, 0.05];
            x = x[..n];
            double value = NumericalGradient.Minimize(point => 0.5 * Math.Log(MeanSquare(form, counts, begin.Copy(), point)), lower, upper, x);
            if (value < least)
            {
                (least, best) = (value, x);
            }
        }

        SmoothingState end = begin.Copy();
        double variance = MeanSquare(form, counts, end, best);
        double k = form.Parameters;
        double left = counts.Length - k - 1;
        double likelihood = -0.5 * counts.Length * (Math.Log(2 * Math.PI * variance) + 1);
        double aicc = left > 0 ? (-2 * likelihood) + (2 * k) + (2 * k * (k + 1) / left) : double.PositiveInfinity;
        return new SmoothingFit(form, WeightsOf(form, best), variance, end, aicc);
    }

    private static SmoothingWeights WeightsOf(SmoothingForm form, ReadOnlySpan<double> x)
    {
        double level = x[0];
        return new SmoothingWeights(
            level,
            form.HasTrend ? x[1] * level : 0,
            form.Season > 0 ? x[^1] * (1 - level) : 0,
            form.HasTrend ? x[2] : 0);
    }

    private static double MeanSquare(SmoothingForm form, double[] counts, SmoothingState state, ReadOnlySpan<double> x)
    {
        SmoothingWeights weights = WeightsOf(form, x);
        double squares = 0;
        foreach (double count in counts)
        {
            double error = state.Observe(count, weights);
            squares += error * error;
        }

        return Math.Max(squares / counts.Length, double.Epsilon);
    }
}
