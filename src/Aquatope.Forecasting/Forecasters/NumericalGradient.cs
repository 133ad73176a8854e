using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>A function of several variables, without its gradient.</summary>
/// <param name="x">The point, [n].</param>
/// <returns>The value; not finite where the function is undefined.</returns>
internal delegate double ScalarFunction(ReadOnlySpan<double> x);

/// <summary>Minimises functions whose gradients are not written down.</summary>
internal static class NumericalGradient
{
    private const double Step = 1e-5;

    /// <summary>Minimises a smooth function within a box, by quasi-Newton steps along central differences.</summary>
    /// <param name="function">The function.</param>
    /// <param name="lower">Lower bounds, [n].</param>
    /// <param name="upper">Upper bounds, [n].</param>
    /// <param name="x">The start, [n]; replaced by the best point found.</param>
    /// <returns>The value there.</returns>
    public static double Minimize(ScalarFunction function, double[] lower, double[] upper, double[] x)
    {
        if (x.Length == 0)
        {
            return function(x);
        }

        double[] trial = new double[x.Length];
        var search = new BoundedQuasiNewton(lower, upper) { MaxIterations = 100, GradientTolerance = 1e-6, ValueTolerance = 1e-9 };
        return search.Minimize(WithGradient, x);

        double WithGradient(ReadOnlySpan<double> point, Span<double> gradient)
        {
            point.CopyTo(trial);
            for (int i = 0; i < trial.Length; i++)
            {
                double high = Math.Min(upper[i], point[i] + Step);
                double low = Math.Max(lower[i], point[i] - Step);
                trial[i] = high;
                double above = function(trial);
                trial[i] = low;
                gradient[i] = (above - function(trial)) / (high - low);
                trial[i] = point[i];
            }

            return function(point);
        }
    }
}
