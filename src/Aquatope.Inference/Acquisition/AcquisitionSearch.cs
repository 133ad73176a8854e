namespace Aquatope.Inference;

/// <summary>Maximises the logarithm of an acquisition function over the unit cube: scattered points, then quasi-Newton from some of the best.</summary>
/// <remarks>
/// Starts are the best scattered point and others drawn with probabilities that grow exponentially with their standardised
/// value, as in Balandat et al. (2020). Half of the scattered points fill the cube, half lie about given
/// points, for in many dimensions few others come near what is known to be good. Streams: "cube", "near", "starts".
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class AcquisitionSearch
{
    /// <summary>How far a point about another lies from it in each coordinate that is moved: a standard deviation.</summary>
    private const double NearDeviation = 0.05;

    /// <summary>Gets the number of scattered points; at least two. Default: 256.</summary>
    public int Points { get; init; } = 256;

    /// <summary>Gets the number of quasi-Newton runs; zero takes the best scattered point. Default: 4.</summary>
    public int Restarts { get; init; } = 4;

    /// <summary>Gets the most iterations of a run. Default: 50.</summary>
    public int MaxIterations { get; init; } = 50;

    /// <summary>Finds a point of the unit cube where a function is great.</summary>
    /// <param name="function">The logarithm of the acquisition function, with its gradient unless the span for it is empty; finite.</param>
    /// <param name="dimensions">The number of coordinates, d.</param>
    /// <param name="near">Points worth looking about, each [d]; may be empty.</param>
    /// <param name="random">The source of chance.</param>
    /// <returns>The best point found, [d], and the function's value there.</returns>
    public (double[] Point, double Value) Maximize(
        DifferentiableFunction function, int dimensions, IReadOnlyList<double[]> near, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(near);
        ArgumentNullException.ThrowIfNull(random);
        double[][] points = Scatter(dimensions, near, random);
        double[] values = [.. points.Select(point => function(point, []))];
        var minimizer = new BoundedQuasiNewton(new double[dimensions], Ones(dimensions)) { MaxIterations = MaxIterations, ValueTolerance = 1e-8 };
        int first = Array.IndexOf(values, values.Max());
        (double[] Point, double Value) best = (points[first], values[first]);
        foreach (int start in Starts(values, random.Stream("starts")))
        {
            double[] point = [.. points[start]];
            double value = -minimizer.Minimize((x, slope) => Negated(function, x, slope), point);
            if (value > best.Value)
            {
                best = (point, value);
            }
        }

        return best;
    }

    private static double Negated(DifferentiableFunction function, ReadOnlySpan<double> x, Span<double> gradient)
    {
        double value = function(x, gradient);
        for (int k = 0; k < gradient.Length; k++)
        {
            gradient[k] = -gradient[k];
        }

        return -value;
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        ones.AsSpan().Fill(1);
        return ones;
    }

    private double[][] Scatter(int dimensions, IReadOnlyList<double[]> near, SeededRandom random)
    {
        int spread = near.Count == 0 ? Points : Points / 2;
        Matrix cube = SobolSequence.Scrambled(dimensions, random.Stream("cube")).Take(spread);
        SeededRandom steps = random.Stream("near");
        var points = new double[Points][];
        for (int i = 0; i < Points; i++)
        {
            points[i] = i < spread ? cube.Row(i).ToArray() : Beside(near[i % near.Count], steps);
        }

        return points;
    }

    /// <summary>Moves each coordinate with probability one half, but never none.</summary>
    private static double[] Beside(double[] point, SeededRandom random)
    {
        double[] moved = [.. point];
        int always = random.NextInt(point.Length);
        for (int k = 0; k < moved.Length; k++)
        {
            if (k == always || random.NextDouble() < 0.5)
            {
                moved[k] = Math.Clamp(moved[k] + (NearDeviation * random.NextNormal()), 0, 1);
            }
        }

        return moved;
    }

    private IEnumerable<int> Starts(double[] values, SeededRandom random)
    {
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
        double greatest = values.Max();

        // Gumbel noise added to the logarithms of the weights and the greatest taken: draws without replacement.
        return Enumerable.Range(0, values.Length)
            .Select(i => (Index: i, Key: values[i] == greatest
                ? double.PositiveInfinity
                : (values[i] - mean) / Math.Max(deviation, 1e-12) - Math.Log(-Math.Log(Math.Max(random.NextDouble(), 1e-300)))))
            .OrderByDescending(item => item.Key)
            .ThenBy(item => item.Index)
            .Take(Restarts)
            .Select(item => item.Index);
    }
}
