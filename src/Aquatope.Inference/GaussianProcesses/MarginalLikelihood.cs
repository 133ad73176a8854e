namespace Aquatope.Inference;

/// <summary>The log marginal likelihood of one data set and its gradient, evaluated many times in the same memory.</summary>
/// <remarks>Rasmussen and Williams (2006), equations 5.8 and 5.9.</remarks>
internal sealed class MarginalLikelihood
{
    private readonly KernelFamily _family;
    private readonly GaussianProcessData _data;
    private readonly CholeskyFactor _factor;
    private readonly Matrix _covariance;
    private readonly Matrix _stationary;
    private readonly Matrix _slopes;
    private readonly Matrix _inverse;
    private readonly Matrix _scratch;
    private readonly double[] _alpha;
    private readonly double[] _ones;

    public MarginalLikelihood(KernelFamily family, GaussianProcessData data)
    {
        int n = data.Count;
        _family = family;
        _data = data;
        _factor = new CholeskyFactor(n);
        _covariance = new Matrix(n, n);
        _stationary = new Matrix(n, n);
        _slopes = new Matrix(n, n);
        _inverse = new Matrix(n, n);
        _scratch = new Matrix(n, n);
        _alpha = new double[n];
        _ones = new double[n];
    }

    /// <summary>Gets the mean that the last evaluation used.</summary>
    public double Mean { get; private set; }

    /// <summary>
    /// Returns the likelihood at hyper-parameters, and adds to the gradient: by the logarithms of output scale [0],
    /// lengthscales [1..d] and noise variance [d + 1].
    /// </summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="noiseVariance">The noise variance.</param>
    /// <param name="mean">The mean, or null for the one that maximises the likelihood.</param>
    /// <param name="gradient">Receives the derivatives, [d + 2].</param>
    /// <returns>The log marginal likelihood.</returns>
    public double Evaluate(in Kernel kernel, double noiseVariance, double? mean, Span<double> gradient)
    {
        FillCovariance(kernel, noiseVariance);
        _factor.Factorise(_covariance);
        _factor.Inverse(_inverse, _scratch);
        Mean = mean ?? BestMean();
        ReadOnlySpan<double> outputs = _data.Outputs;
        for (int i = 0; i < _alpha.Length; i++)
        {
            _alpha[i] = outputs[i] - Mean;
        }

        double quadratic = 0;
        _factor.SolveInPlace(_alpha);
        for (int i = 0; i < _alpha.Length; i++)
        {
            quadratic += _alpha[i] * (outputs[i] - Mean);
        }

        AddGradient(kernel, noiseVariance, gradient);
        (double replicates, double slope) = Replicates(_data, noiseVariance);
        gradient[^1] += slope;
        return (-0.5 * (quadratic + _factor.LogDeterminant + (_alpha.Length * Math.Log(2 * Math.PI)))) + replicates;
    }

    /// <summary>Returns the gradient at hyper-parameters, the mean's derivative last.</summary>
    public double[] Gradient(GaussianProcessHyperparameters hyperparameters)
    {
        var gradient = new double[_data.Dimensions + 3];
        var kernel = new Kernel(_family, hyperparameters.OutputScale, hyperparameters.Lengthscales.AsSpan());
        Evaluate(kernel, hyperparameters.NoiseVariance, hyperparameters.Mean, gradient.AsSpan(0, _data.Dimensions + 2));
        foreach (double weight in _alpha)
        {
            gradient[^1] += weight;
        }

        return gradient;
    }

    /// <summary>Returns the log density of the scatter among replicates, and its derivative by the log noise variance.</summary>
    /// <remarks>Terms that no hyper-parameter changes are left out.</remarks>
    public static (double Value, double Slope) Replicates(GaussianProcessData data, double noiseVariance)
    {
        if (data.ReplicateDegrees == 0)
        {
            return (0, 0);
        }

        double ratio = data.ReplicateSumOfSquares / noiseVariance;
        double value = -0.5 * ((data.ReplicateDegrees * Math.Log(2 * Math.PI * noiseVariance)) + ratio);
        return (value, -0.5 * (data.ReplicateDegrees - ratio));
    }

    private void FillCovariance(in Kernel kernel, double noiseVariance)
    {
        for (int i = 0; i < _alpha.Length; i++)
        {
            ReadOnlySpan<double> x = _data.Inputs.Row(i);
            Span<double> covariances = _covariance.Row(i);
            Span<double> slopes = _slopes.Row(i);
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<double> other = _data.Inputs.Row(j);
                (_stationary[i, j], slopes[j]) = kernel.WithSlope(x, other);
                covariances[j] = _stationary[i, j] + kernel.Linear(x, other);
            }

            covariances[i] = kernel.Variance(x) + (noiseVariance * _data.NoiseScale[i]) + _data.FixedNoise[i];
        }
    }

    private double BestMean()
    {
        double weighted = 0;
        double total = 0;
        _ones.AsSpan().Fill(1);
        _factor.SolveInPlace(_ones);
        for (int i = 0; i < _ones.Length; i++)
        {
            weighted += _ones[i] * _data.Outputs[i];
            total += _ones[i];
        }

        return weighted / total;
    }

    // Half the trace of (alpha alphaᵀ - K⁻¹) dK, for each parameter; K is symmetric, so pairs count once, without the half.
    private void AddGradient(in Kernel kernel, double noiseVariance, Span<double> gradient)
    {
        ReadOnlySpan<double> inverseLengthscales = kernel.InverseLengthscales;
        for (int i = 0; i < _alpha.Length; i++)
        {
            ReadOnlySpan<double> x = _data.Inputs.Row(i);
            ReadOnlySpan<double> precision = _inverse.Row(i);
            for (int j = 0; j < i; j++)
            {
                double weight = (_alpha[i] * _alpha[j]) - precision[j];
                double slope = weight * _slopes[i, j];
                ReadOnlySpan<double> other = _data.Inputs.Row(j);
                gradient[0] += weight * _stationary[i, j];
                for (int k = 0; k < inverseLengthscales.Length; k++)
                {
                    double difference = (x[k] - other[k]) * inverseLengthscales[k];
                    gradient[k + 1] += slope * difference * difference;
                }
            }

            double diagonal = 0.5 * ((_alpha[i] * _alpha[i]) - precision[i]);
            gradient[0] += diagonal * kernel.OutputScale;
            gradient[^1] += diagonal * noiseVariance * _data.NoiseScale[i];
        }
    }
}
