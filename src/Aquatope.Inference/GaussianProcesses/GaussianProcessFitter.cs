namespace Aquatope.Inference;

/// <summary>Finds the hyper-parameters under which the observations are most probable a posteriori.</summary>
/// <remarks>
/// Maximises the log marginal likelihood plus the log prior densities of the parameters themselves (no Jacobian), over
/// their logarithms; the constant mean is maximised in closed form within.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class GaussianProcessFitter
{
    /// <summary>Gets the kernel's family. Default: Matérn-5/2.</summary>
    public KernelFamily Family { get; init; } = KernelFamily.Matern52;

    /// <summary>Gets the priors and bounds. Default: no priors.</summary>
    public GaussianProcessPriors Priors { get; init; } = new();

    /// <summary>Gets a mean that is not to be fitted, or null to fit it. Default: null.</summary>
    public double? FixedMean { get; init; }

    /// <summary>Gets the number of starting points. Default: 3.</summary>
    public int Starts { get; init; } = 3;

    /// <summary>Gets the most iterations from one starting point. Default: 100.</summary>
    public int MaxIterations { get; init; } = 100;

    /// <summary>Gets the relative decrease below which a search ends. Default: 10⁻⁹.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>
    /// Gets how many observations decide on the hyper-parameters, taken evenly where there are more: the time grows with
    /// their cube. The fitted process is conditioned on all of them. Default: no limit.
    /// </summary>
    public int MaximumPoints { get; init; } = int.MaxValue;

    /// <summary>Fits a Gaussian process.</summary>
    /// <param name="data">The observations; outputs best standardised, or the priors mean nothing.</param>
    /// <param name="random">Where the starting points after the first come from.</param>
    /// <param name="warmStart">Hyper-parameters of an earlier fit to start from, or null for the priors' modes.</param>
    /// <returns>The fitted process.</returns>
    /// <exception cref="ModelFitException">No starting point led anywhere.</exception>
    public GaussianProcess Fit(GaussianProcessData data, SeededRandom random, GaussianProcessHyperparameters? warmStart = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(random);
        var objective = new FitObjective(this, data.Count <= MaximumPoints ? data : data.Thinned(MaximumPoints));
        var minimizer = new BoundedQuasiNewton(objective.Lower, objective.Upper)
        {
            MaxIterations = MaxIterations,
            ValueTolerance = Tolerance,
            GradientTolerance = 1e-5,
        };

        double best = double.PositiveInfinity;
        var bestPoint = new double[objective.Lower.Length];
        var point = new double[bestPoint.Length];
        for (int start = 0; start < Math.Max(1, Starts); start++)
        {
            objective.SetStart(point, start, warmStart, random);
            double value = minimizer.Minimize(objective.Evaluate, point);
            if (value < best)
            {
                best = value;
                point.CopyTo(bestPoint, 0);
            }
        }

        if (!double.IsFinite(best))
        {
            throw new ModelFitException(
                $"No fit of a Gaussian process to {data.Count} observations in {data.Dimensions} dimensions succeeded from {Starts} starting points. "
                + "Check that the outputs are standardised and not absurdly large.");
        }

        return new GaussianProcess(Family, objective.Hyperparameters(bestPoint), data);
    }

    /// <summary>The negated objective over logarithms: output scale (unless fixed), lengthscales, noise variance.</summary>
    private sealed class FitObjective
    {
        private readonly GaussianProcessFitter _fitter;
        private readonly MarginalLikelihood _likelihood;
        private readonly int _dimensions;
        private readonly int _first;
        private readonly double[] _full;
        private readonly double[] _lengthscales;

        public FitObjective(GaussianProcessFitter fitter, GaussianProcessData data)
        {
            GaussianProcessPriors priors = fitter.Priors;
            _fitter = fitter;
            _likelihood = new MarginalLikelihood(fitter.Family, data);
            _dimensions = data.Dimensions;
            _first = priors.FixedOutputScale is null ? 1 : 0;
            _full = new double[_dimensions + 2];
            _lengthscales = new double[_dimensions];
            Lower = Bounds(priors.OutputScaleBounds.Lower, priors.LengthscaleBounds.Lower, priors.NoiseBounds.Lower);
            Upper = Bounds(priors.OutputScaleBounds.Upper, priors.LengthscaleBounds.Upper, priors.NoiseBounds.Upper);
        }

        public double[] Lower { get; }

        public double[] Upper { get; }

        public void SetStart(Span<double> point, int start, GaussianProcessHyperparameters? warm, SeededRandom random)
        {
            GaussianProcessPriors priors = _fitter.Priors;
            if (_first == 1)
            {
                point[0] = Math.Log(warm?.OutputScale ?? priors.OutputScale?.Start ?? 1);
            }

            for (int k = 0; k < _dimensions; k++)
            {
                point[_first + k] = Math.Log(warm?.Lengthscales[k] ?? priors.Lengthscale?.Start ?? 0.5);
            }

            point[^1] = Math.Log(warm?.NoiseVariance ?? priors.Noise?.Start ?? 0.01);
            for (int k = 0; start > 0 && k < point.Length; k++)
            {
                // Two e-foldings wide: lengthscales from a fifth to seven times the typical one.
                point[k] = Math.Clamp(point[k] + (1.2 * random.NextNormal()), Lower[k], Upper[k]);
            }
        }

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            Kernel kernel = KernelAt(point);
            double noise = Math.Exp(point[^1]);
            Array.Clear(_full);
            double value;
            try
            {
                value = _likelihood.Evaluate(kernel, noise, _fitter.FixedMean, _full);
            }
            catch (ModelFitException)
            {
                // Not a covariance at this point of the search: the line search must shorten its step.
                return double.NaN;
            }

            value += AddPrior(_fitter.Priors.OutputScale, kernel.OutputScale, ref _full[0]);
            for (int k = 0; k < _dimensions; k++)
            {
                value += AddPrior(_fitter.Priors.Lengthscale, _lengthscales[k], ref _full[k + 1]);
            }

            value += AddPrior(_fitter.Priors.Noise, noise, ref _full[^1]);
            for (int k = 0; k < gradient.Length; k++)
            {
                gradient[k] = -_full[k + 1 - _first];
            }

            return -value;
        }

        public GaussianProcessHyperparameters Hyperparameters(ReadOnlySpan<double> point)
        {
            Kernel kernel = KernelAt(point);
            double noise = Math.Exp(point[^1]);
            _likelihood.Evaluate(kernel, noise, _fitter.FixedMean, _full);
            return new GaussianProcessHyperparameters(kernel.OutputScale, [.. _lengthscales], noise, _likelihood.Mean);
        }

        private static double AddPrior(IPrior? prior, double value, ref double slope)
        {
            slope += prior?.LogSlope(value) ?? 0;
            return prior?.LogDensity(value) ?? 0;
        }

        private Kernel KernelAt(ReadOnlySpan<double> point)
        {
            for (int k = 0; k < _dimensions; k++)
            {
                _lengthscales[k] = Math.Exp(point[_first + k]);
            }

            double outputScale = _fitter.Priors.FixedOutputScale ?? Math.Exp(point[0]);
            return new Kernel(_fitter.Family, outputScale, _lengthscales);
        }

        private double[] Bounds(double outputScale, double lengthscale, double noise)
        {
            var bounds = new double[_first + _dimensions + 1];
            bounds.AsSpan().Fill(Math.Log(lengthscale));
            if (_first == 1)
            {
                bounds[0] = Math.Log(outputScale);
            }

            bounds[^1] = Math.Log(noise);
            return bounds;
        }
    }
}
