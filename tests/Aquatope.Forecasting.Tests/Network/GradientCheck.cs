using Aquatope.Inference;

namespace Aquatope.Forecasting.Tests;

/// <summary>Compares gradients with central differences.</summary>
internal static class GradientCheck
{
    /// <summary>Asserts that a gradient agrees with differences in a number of randomly drawn directions.</summary>
    /// <param name="point">Where; changed and restored.</param>
    /// <param name="gradient">The gradient there.</param>
    /// <param name="loss">The loss as a function of the point.</param>
    /// <param name="tolerance">The greatest distance relative to the gradient's norm.</param>
    /// <param name="step">
    /// Half the difference of the arguments. Floats leave about 10⁻⁷ of a loss near one: a step of 10⁻² keeps both that and
    /// the cubic term below 10⁻³ of a gradient; where rectifiers have kinks a shorter one crosses fewer of them.
    /// </param>
    public static void AssertAgrees(float[] point, ReadOnlySpan<float> gradient, Func<double> loss, double tolerance = 3e-3, float step = 1e-2f)
    {
        int[] order = [.. Enumerable.Range(0, point.Length)];
        new SeededRandom(99).Shuffle<int>(order);
        double errors = 0;
        double squares = 0;
        foreach (int i in order.Take(150))
        {
            float before = point[i];
            point[i] = before + step;
            double above = loss();
            point[i] = before - step;
            double below = loss();
            point[i] = before;
            double difference = (above - below) / (2 * step);
            errors += Math.Pow(difference - gradient[i], 2);
            squares += difference * difference;
        }

        Assert.True(squares > 0);
        Assert.InRange(Math.Sqrt(errors / squares), 0, tolerance);
    }

    /// <summary>Draws normal numbers.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="deviation">Their standard deviation.</param>
    /// <returns>The numbers.</returns>
    public static float[] Draw(int count, ulong seed, double deviation = 1)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(deviation * random.NextNormal()))];
    }
}
