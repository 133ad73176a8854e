namespace Aquatope.Inference;

/// <summary>Draws joint posterior samples of the latent function at points that become known one after the other.</summary>
/// <remarks>
/// The factor of the joint posterior covariance grows by one row per point, so samples at old points never change and a
/// point costs O(n² + m² + s m) for n observations, m earlier points and s samples.
/// </remarks>
/// <threadsafety>Not thread-safe.</threadsafety>
public sealed class PosteriorSampler
{
    private readonly GaussianProcess _process;
    private readonly NormalBaseSamples _base;
    private readonly int _firstColumn;
    private readonly int _stride;
    private readonly List<double[]> _points = [];
    private readonly List<double[]> _explained = [];
    private readonly List<double[]> _rows = [];
    private readonly List<double[]> _values = [];
    private readonly List<double> _means = [];

    /// <summary>Initializes a new instance of the <see cref="PosteriorSampler"/> class.</summary>
    /// <param name="process">The fitted process.</param>
    /// <param name="baseSamples">The base samples; point i uses column <paramref name="firstColumn"/> + i * <paramref name="stride"/>.</param>
    /// <param name="firstColumn">The column of the first point.</param>
    /// <param name="stride">How many processes share the base samples, each with a first column of its own; positive.</param>
    public PosteriorSampler(GaussianProcess process, NormalBaseSamples baseSamples, int firstColumn = 0, int stride = 1)
    {
        ArgumentNullException.ThrowIfNull(process);
        ArgumentNullException.ThrowIfNull(baseSamples);
        ArgumentOutOfRangeException.ThrowIfNegative(firstColumn);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        _process = process;
        _base = baseSamples;
        _firstColumn = firstColumn;
        _stride = stride;
    }

    /// <summary>Gets the number of samples.</summary>
    public int Samples => _base.Samples;

    /// <summary>Gets the number of points so far.</summary>
    public int Count => _points.Count;

    /// <summary>Gets the samples at one point.</summary>
    /// <param name="point">The point's index, in order of <see cref="Add"/>.</param>
    /// <returns>The function's value in each sample, [samples].</returns>
    public ReadOnlySpan<double> this[int point] => _values[point];

    /// <summary>Returns the exact posterior mean at one point.</summary>
    /// <param name="point">The point's index, in order of <see cref="Add"/>.</param>
    /// <returns>The mean, in output units.</returns>
    public double Mean(int point) => _means[point];

    /// <summary>Adds a point.</summary>
    /// <param name="x">Its coordinates, [d].</param>
    /// <returns>The point's index.</returns>
    public int Add(ReadOnlySpan<double> x)
    {
        int index = Count;
        var explained = new double[_process.Data.Count];
        double mean = Explain(x, explained);
        var row = new double[index + 1];
        for (int i = 0; i < index; i++)
        {
            double covariance = _process.Kernel.Covariance(x, _points[i]) - VectorMath.Dot(explained, _explained[i]);
            row[i] = SolveRow(row, i, covariance);
        }

        double prior = _process.Kernel.Variance(x);
        double variance = prior - VectorMath.Dot(explained, explained) - VectorMath.Dot(row.AsSpan(0, index), row.AsSpan(0, index));

        // A point that earlier ones determine has no variance of its own; rounding must not make it negative.
        row[index] = variance > 1e-12 * prior ? Math.Sqrt(variance) : 0;
        _points.Add(x.ToArray());
        _explained.Add(explained);
        _rows.Add(row);
        _values.Add(Combine(mean, row));
        _means.Add(mean);
        return index;
    }

    /// <summary>Adds the gradient of a weighted sum of the latest point's samples by its coordinates.</summary>
    /// <param name="weights">The weight of each sample, [samples].</param>
    /// <param name="target">Receives the sum, [d].</param>
    /// <remarks>Reverse accumulation through <see cref="Add"/>; the samples at earlier points do not depend on the latest.</remarks>
    public void AddGradient(ReadOnlySpan<double> weights, Span<double> target)
    {
        int index = Count - 1;
        double[] x = _points[index];
        double[] row = _rows[index];
        double varianceWeight = row[index] > 0 ? VectorMath.Dot(weights, Base(index)) / (2 * row[index]) : 0;
        var rowWeights = new double[index];
        for (int i = 0; i < index; i++)
        {
            rowWeights[i] = VectorMath.Dot(weights, Base(i)) - (2 * varianceWeight * row[i]);
        }

        var inputWeights = new double[_process.Data.Count];
        VectorMath.AddScaled(inputWeights, -2 * varianceWeight, _explained[index]);
        for (int i = index - 1; i >= 0; i--)
        {
            double[] earlier = _rows[i];
            if (earlier[i] > 0)
            {
                rowWeights[i] /= earlier[i];
                VectorMath.AddScaled(rowWeights.AsSpan(0, i), -rowWeights[i], earlier.AsSpan(0, i));
                VectorMath.AddScaled(inputWeights, -rowWeights[i], _explained[i]);
                _process.Kernel.AddGradient(x, _points[i], rowWeights[i], target);
            }
        }

        _process.Factor.SolveUpperInPlace(inputWeights);
        VectorMath.AddScaled(inputWeights, VectorMath.Sum(weights), _process.Alpha);
        for (int i = 0; i < inputWeights.Length; i++)
        {
            _process.Kernel.AddGradient(x, _process.Data.Inputs.Row(i), inputWeights[i], target);
        }

        _process.Kernel.AddVarianceGradient(x, varianceWeight, target);
    }

    /// <summary>Forgets the latest points.</summary>
    /// <param name="count">How many of the first points to keep.</param>
    public void Truncate(int count)
    {
        _points.RemoveRange(count, Count - count);
        _explained.RemoveRange(count, _explained.Count - count);
        _rows.RemoveRange(count, _rows.Count - count);
        _values.RemoveRange(count, _values.Count - count);
        _means.RemoveRange(count, _means.Count - count);
    }

    private double Explain(ReadOnlySpan<double> x, Span<double> explained)
    {
        _process.Cross(x, explained);
        double mean = _process.Hyperparameters.Mean + VectorMath.Dot(explained, _process.Alpha);
        _process.Factor.SolveLowerInPlace(explained);
        return mean;
    }

    private double SolveRow(double[] row, int i, double covariance)
    {
        double[] earlier = _rows[i];
        return earlier[i] == 0 ? 0 : (covariance - VectorMath.Dot(row.AsSpan(0, i), earlier.AsSpan(0, i))) / earlier[i];
    }

    private double[] Combine(double mean, double[] row)
    {
        var values = new double[Samples];
        values.AsSpan().Fill(mean);
        for (int i = 0; i < row.Length; i++)
        {
            VectorMath.AddScaled(values, row[i], Base(i));
        }

        return values;
    }

    private ReadOnlySpan<double> Base(int point) => _base[_firstColumn + (point * _stride)];
}
