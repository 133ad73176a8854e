namespace Aquatope.Inference;

/// <summary>An exact Gaussian process regression with constant mean and Gaussian noise.</summary>
/// <remarks>
/// Rasmussen and Williams (2006), Algorithm 2.1; with linear inputs, section 2.7: explicit basis functions with Gaussian
/// weights of mean zero and variance one.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class GaussianProcess
{
    private readonly Kernel _kernel;
    private readonly CholeskyFactor _factor;
    private readonly double[] _alpha;

    /// <summary>Initializes a new instance of the <see cref="GaussianProcess"/> class.</summary>
    /// <param name="family">The kernel's family.</param>
    /// <param name="hyperparameters">The hyper-parameters.</param>
    /// <param name="data">The observations.</param>
    /// <exception cref="ArgumentException">There is not one lengthscale per input dimension, or a hyper-parameter is out of range.</exception>
    /// <exception cref="ModelFitException">The covariance matrix cannot be factorised.</exception>
    public GaussianProcess(KernelFamily family, GaussianProcessHyperparameters hyperparameters, GaussianProcessData data)
    {
        ArgumentNullException.ThrowIfNull(hyperparameters);
        ArgumentNullException.ThrowIfNull(data);
        Check(hyperparameters, data.Dimensions);
        Family = family;
        Hyperparameters = hyperparameters;
        Data = data;
        _kernel = new Kernel(family, hyperparameters.OutputScale, hyperparameters.Lengthscales.AsSpan());
        _factor = CholeskyFactor.Of(ObservationCovariance());
        _alpha = new double[data.Count];
        for (int i = 0; i < data.Count; i++)
        {
            _alpha[i] = data.Outputs[i] - hyperparameters.Mean;
        }

        _factor.SolveInPlace(_alpha);
    }

    /// <summary>Gets the kernel's family.</summary>
    public KernelFamily Family { get; }

    /// <summary>Gets the hyper-parameters.</summary>
    public GaussianProcessHyperparameters Hyperparameters { get; }

    /// <summary>Gets the observations.</summary>
    public GaussianProcessData Data { get; }

    /// <summary>Gets the logarithm of the density of all observations under the model.</summary>
    public double LogMarginalLikelihood
    {
        get
        {
            double quadratic = 0;
            for (int i = 0; i < Data.Count; i++)
            {
                quadratic += _alpha[i] * (Data.Outputs[i] - Hyperparameters.Mean);
            }

            return (-0.5 * (quadratic + _factor.LogDeterminant + (Data.Count * Math.Log(2 * Math.PI))))
                + MarginalLikelihood.Replicates(Data, Hyperparameters.NoiseVariance).Value;
        }
    }

    /// <summary>Gets the kernel with its hyper-parameters.</summary>
    internal Kernel Kernel => _kernel;

    /// <summary>Gets the factor of the covariance of the observations.</summary>
    internal CholeskyFactor Factor => _factor;

    /// <summary>Gets the weights of the posterior mean.</summary>
    internal ReadOnlySpan<double> Alpha => _alpha;

    /// <summary>Returns the gradient of <see cref="LogMarginalLikelihood"/>.</summary>
    /// <returns>Derivatives by the logarithms of output scale, lengthscales and noise variance, and by the mean, [d + 3].</returns>
    public double[] LogMarginalLikelihoodGradient() => new MarginalLikelihood(Family, Data).Gradient(Hyperparameters);

    /// <summary>Returns the posterior marginals of the latent function.</summary>
    /// <param name="x">Query points, shape [m, d].</param>
    /// <returns>Means and variances, each [m]; no noise added.</returns>
    /// <exception cref="ArgumentException"><paramref name="x"/> does not have d columns.</exception>
    public NormalMarginals Marginals(Matrix x)
    {
        CheckQuery(x);
        var means = new double[x.Rows];
        var variances = new double[x.Rows];
        var cross = new double[Data.Count];
        for (int i = 0; i < x.Rows; i++)
        {
            Cross(x.Row(i), cross);
            means[i] = Hyperparameters.Mean + VectorMath.Dot(cross, _alpha);
            _factor.SolveLowerInPlace(cross);
            variances[i] = Math.Max(0, _kernel.Variance(x.Row(i)) - VectorMath.Dot(cross, cross));
        }

        return new NormalMarginals(means, variances);
    }

    /// <summary>Returns the posterior mean of the latent function at one point; cheaper than <see cref="Marginals"/> by a factor of the number of observations.</summary>
    /// <param name="x">The query point, [d].</param>
    /// <returns>The mean.</returns>
    /// <exception cref="ArgumentException"><paramref name="x"/> does not have d coordinates.</exception>
    public double Mean(ReadOnlySpan<double> x)
    {
        if (x.Length != Data.Inputs.Columns)
        {
            throw new ArgumentException($"The query point has {x.Length} coordinates; the model has {Data.Inputs.Columns}.", nameof(x));
        }

        double mean = Hyperparameters.Mean;
        for (int i = 0; i < _alpha.Length; i++)
        {
            mean += _alpha[i] * _kernel.Covariance(x, Data.Inputs.Row(i));
        }

        return mean;
    }

    /// <summary>Returns the joint posterior covariance of the latent function.</summary>
    /// <param name="x">Query points, shape [m, d].</param>
    /// <returns>A symmetric matrix, shape [m, m]; no noise added.</returns>
    /// <exception cref="ArgumentException"><paramref name="x"/> does not have d columns.</exception>
    public Matrix Covariance(Matrix x)
    {
        CheckQuery(x);
        var cross = new Matrix(x.Rows, Data.Count);
        var covariance = new Matrix(x.Rows, x.Rows);
        for (int i = 0; i < x.Rows; i++)
        {
            Span<double> row = cross.Row(i);
            Cross(x.Row(i), row);
            _factor.SolveLowerInPlace(row);
            for (int j = 0; j <= i; j++)
            {
                double value = _kernel.Covariance(x.Row(i), x.Row(j)) - VectorMath.Dot(row, cross.Row(j));
                covariance[i, j] = value;
                covariance[j, i] = value;
            }
        }

        return covariance;
    }

    /// <summary>Predicts each observation from all others, in closed form.</summary>
    /// <returns>Means, variances and scores.</returns>
    /// <remarks>Rasmussen and Williams (2006), equations 5.10 to 5.12; the hyper-parameters stay as they are.</remarks>
    public LeaveOneOut LeaveOneOut()
    {
        int n = Data.Count;
        Matrix precision = _factor.Inverse();
        var result = new LeaveOneOut(new double[n], new double[n], new double[n]);
        for (int i = 0; i < n; i++)
        {
            result.Variances[i] = 1 / precision[i, i];
            result.Means[i] = Data.Outputs[i] - (_alpha[i] / precision[i, i]);
            result.Scores[i] = _alpha[i] / Math.Sqrt(precision[i, i]);
        }

        return result;
    }

    /// <summary>Writes the prior covariance of a point with every observation's input.</summary>
    internal void Cross(ReadOnlySpan<double> x, Span<double> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = _kernel.Covariance(x, Data.Inputs.Row(i));
        }
    }

    private static void Check(GaussianProcessHyperparameters hyperparameters, int dimensions)
    {
        if (hyperparameters.Lengthscales.Length != dimensions)
        {
            throw new ArgumentException(
                $"There are {hyperparameters.Lengthscales.Length} lengthscales for {dimensions} input dimensions: one for each is needed.",
                nameof(hyperparameters));
        }

        bool valid = hyperparameters.OutputScale > 0
            && hyperparameters.NoiseVariance >= 0
            && double.IsFinite(hyperparameters.Mean)
            && hyperparameters.Lengthscales.All(lengthscale => lengthscale > 0);
        if (!valid)
        {
            throw new ArgumentException($"Output scale and lengthscales must be positive and the noise not negative: {hyperparameters}.", nameof(hyperparameters));
        }
    }

    private Matrix ObservationCovariance()
    {
        int n = Data.Count;
        var covariance = new Matrix(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                covariance[i, j] = _kernel.Covariance(Data.Inputs.Row(i), Data.Inputs.Row(j));
            }

            covariance[i, i] = _kernel.Variance(Data.Inputs.Row(i)) + (Hyperparameters.NoiseVariance * Data.NoiseScale[i]) + Data.FixedNoise[i];
        }

        return covariance;
    }

    private void CheckQuery(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Columns != Data.Inputs.Columns)
        {
            throw new ArgumentException($"The query points have {x.Columns} coordinates; the model has {Data.Inputs.Columns}.", nameof(x));
        }
    }
}
