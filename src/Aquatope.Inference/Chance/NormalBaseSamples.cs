namespace Aquatope.Inference;

/// <summary>Independent standard normal samples, one column per random variable, made once and used throughout a computation.</summary>
/// <remarks>
/// The first columns are the dimensions of one scrambled Sobol' sequence; all later ones are pseudo-random. Variables that
/// are sampled together must come from one instance: two scrambles of the same sequence are not independent of each other.
/// </remarks>
/// <threadsafety>Not thread-safe.</threadsafety>
public sealed class NormalBaseSamples
{
    private readonly Matrix _sobol;
    private readonly SeededRandom _random;
    private readonly Dictionary<int, double[]> _columns = [];

    /// <summary>Initializes a new instance of the <see cref="NormalBaseSamples"/> class.</summary>
    /// <param name="samples">The number of samples; positive, best a power of two.</param>
    /// <param name="sobolColumns">How many columns are quasi-random; at most <see cref="SobolDirections.MaxDimensions"/> are.</param>
    /// <param name="random">Where the scramble and the pseudo-random columns come from.</param>
    public NormalBaseSamples(int samples, int sobolColumns, SeededRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(sobolColumns);
        ArgumentNullException.ThrowIfNull(random);
        Samples = samples;
        _random = random;
        _sobol = sobolColumns == 0
            ? new Matrix(samples, 0)
            : SobolSequence.Scrambled(Math.Min(sobolColumns, SobolDirections.MaxDimensions), random.Stream("sobol")).TakeNormal(samples);
    }

    /// <summary>Gets the number of samples.</summary>
    public int Samples { get; }

    /// <summary>Gets the samples of one variable.</summary>
    /// <param name="column">The variable's index; it does not matter in which order columns are asked for.</param>
    /// <returns>The samples, [samples].</returns>
    public ReadOnlySpan<double> this[int column]
    {
        get
        {
            if (!_columns.TryGetValue(column, out double[]? values))
            {
                values = Create(column);
                _columns.Add(column, values);
            }

            return values;
        }
    }

    private double[] Create(int column)
    {
        var values = new double[Samples];
        SeededRandom? random = column < _sobol.Columns ? null : _random.Stream($"column {column}");
        for (int s = 0; s < Samples; s++)
        {
            values[s] = random?.NextNormal() ?? _sobol[s, column];
        }

        return values;
    }
}
