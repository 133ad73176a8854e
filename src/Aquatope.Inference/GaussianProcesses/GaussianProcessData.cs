namespace Aquatope.Inference;

/// <summary>The observations that a Gaussian process is conditioned on, and how noisy each is.</summary>
/// <remarks>
/// The noise variance of observation i is the fitted noise variance times <see cref="NoiseScale"/>[i], plus
/// <see cref="FixedNoise"/>[i]. A mean of r replicates has scale 1/r; a doubtful observation a scale above one.
/// </remarks>
/// <threadsafety>Safe for concurrent reading.</threadsafety>
public sealed class GaussianProcessData
{
    private readonly double[] _outputs;
    private readonly double[] _noiseScale;
    private readonly double[] _fixedNoise;

    /// <summary>Initializes a new instance of the <see cref="GaussianProcessData"/> class.</summary>
    /// <param name="inputs">The inputs, shape [n, d], best scaled to the unit cube; at least one row.</param>
    /// <param name="outputs">The outputs, [n].</param>
    /// <param name="noiseScale">Multiples of the noise variance, [n], not negative; null for all ones.</param>
    /// <param name="fixedNoise">Known noise variances, [n], not negative; null for all zeros.</param>
    /// <exception cref="ArgumentException">Shapes disagree, a value is not finite, or a noise term is negative.</exception>
    public GaussianProcessData(Matrix inputs, double[] outputs, double[]? noiseScale = null, double[]? fixedNoise = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        int n = inputs.Rows;
        if (n == 0)
        {
            throw new ArgumentException("A Gaussian process needs at least one observation.", nameof(inputs));
        }

        CheckFinite(inputs.Values, nameof(inputs));
        Inputs = inputs;
        _outputs = Checked(outputs, n, nameof(outputs), allowNegative: true);
        _noiseScale = Checked(noiseScale ?? Filled(n, 1), n, nameof(noiseScale), allowNegative: false);
        _fixedNoise = Checked(fixedNoise ?? new double[n], n, nameof(fixedNoise), allowNegative: false);
    }

    /// <summary>Gets the number of observations.</summary>
    public int Count => Inputs.Rows;

    /// <summary>Gets the number of input dimensions of the stationary kernel, d.</summary>
    public int Dimensions => Inputs.Columns - LinearInputs;

    /// <summary>Gets how many of the last input columns are basis functions of a linear trend, scaled by the prior deviation of their weights. Default: zero.</summary>
    public int LinearInputs { get; init; }

    /// <summary>Gets the inputs, shape [n, d + linear inputs].</summary>
    public Matrix Inputs { get; }

    /// <summary>Gets the outputs, [n].</summary>
    public ReadOnlySpan<double> Outputs => _outputs;

    /// <summary>Gets the multiples of the noise variance, [n].</summary>
    public ReadOnlySpan<double> NoiseScale => _noiseScale;

    /// <summary>Gets the known noise variances, [n].</summary>
    public ReadOnlySpan<double> FixedNoise => _fixedNoise;

    /// <summary>Gets the degrees of freedom of the scatter among replicates that the outputs average. Default: zero.</summary>
    public double ReplicateDegrees { get; init; }

    /// <summary>Gets the sum of squares of that scatter, in squared output units. Default: zero.</summary>
    public double ReplicateSumOfSquares { get; init; }

    /// <summary>Returns a number of the observations, evenly taken; the scatter among replicates stays.</summary>
    internal GaussianProcessData Thinned(int count)
    {
        int[] kept = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * Count / count))];
        return new GaussianProcessData(
            Matrix.OfRows([.. kept.Select(i => Inputs.Row(i).ToArray())]),
            [.. kept.Select(i => _outputs[i])],
            [.. kept.Select(i => _noiseScale[i])],
            [.. kept.Select(i => _fixedNoise[i])])
        {
            LinearInputs = LinearInputs,
            ReplicateDegrees = ReplicateDegrees,
            ReplicateSumOfSquares = ReplicateSumOfSquares,
        };
    }

    private static double[] Filled(int n, double value)
    {
        var values = new double[n];
        values.AsSpan().Fill(value);
        return values;
    }

    private static double[] Checked(double[] values, int n, string name, bool allowNegative)
    {
        if (values.Length != n)
        {
            throw new ArgumentException($"There are {values.Length} values for {n} inputs: the numbers must agree.", name);
        }

        CheckFinite(values, name);
        if (!allowNegative && values.Any(value => value < 0))
        {
            throw new ArgumentException($"A noise term is {values.Min():G4}; it must not be negative.", name);
        }

        return values;
    }

    private static void CheckFinite(ReadOnlySpan<double> values, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException($"Value {i} is {values[i]}; every value must be finite.", name);
            }
        }
    }
}
