using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>
/// What is expected of any stage before it is measured: log(a c^κ / cpu^γ + b + e / memory²), a part that more processor
/// share speeds up, a part that nothing speeds up, and a part that grows as memory gets short; c is the concurrency.
/// </summary>
/// <remarks>
/// The parameters have normal priors around usual values. They are fitted by damped Gauss-Newton steps; what remains
/// uncertain about them enters the surrogate as a linear trend along the derivatives.
/// </remarks>
internal sealed class AmdahlMean
{
    /// <summary>The number of parameters: log a, γ, κ, log b, log e.</summary>
    public const int Parameters = 5;

    private static readonly double[] Deviations = [2, 0.3, 0.4, 1.5, 2];

    private readonly double _memoryReference;
    private readonly double[] _prior;
    private readonly double[] _fitted;

    private AmdahlMean(double memoryReference, double[] prior)
    {
        _memoryReference = memoryReference;
        _prior = prior;
        _fitted = [.. prior];
    }

    /// <summary>Fits the parameters to weighted observations.</summary>
    public static AmdahlMean Fit(StageKnobs knobs, IReadOnlyList<StageObservation> observations, IReadOnlyList<double> weights, double noise)
    {
        double level = Percentiles.Of(observations.Select(observation => observation.LogMs), 50);
        var mean = new AmdahlMean(knobs.MemoryMiB[0], [level, 0.85, 0.2, level - 2, level - 2.5]);
        var jacobian = new double[Parameters];
        double loss = mean.Loss(mean._fitted, observations, weights, noise);
        double damping = 1e-3;
        for (int iteration = 0; iteration < 60 && damping < 1e6; iteration++)
        {
            double[] trial = mean.Step(observations, weights, noise, damping, jacobian);
            double next = mean.Loss(trial, observations, weights, noise);
            if (next < loss)
            {
                bool done = loss - next < 1e-9 * (1 + loss);
                trial.CopyTo(mean._fitted, 0);
                loss = next;
                damping = Math.Max(1e-6, damping * 0.2);
                if (done)
                {
                    break;
                }
            }
            else
            {
                damping *= 8;
            }
        }

        return mean;
    }

    /// <summary>Returns the fitted value at a configuration.</summary>
    public double Value(ResourceConfiguration configuration)
    {
        Span<double> jacobian = stackalloc double[Parameters];
        return Evaluate(_fitted, configuration, jacobian);
    }

    /// <summary>
    /// Returns the value that the linearised prior predicts, and writes the derivatives times the prior deviations: with
    /// standard normal weights on them the trend is the parametric form, to first order around the fit.
    /// </summary>
    public double Trend(ResourceConfiguration configuration, Span<double> scaledDerivatives)
    {
        double value = Evaluate(_fitted, configuration, scaledDerivatives);
        for (int p = 0; p < Parameters; p++)
        {
            value += scaledDerivatives[p] * (_prior[p] - _fitted[p]);
            scaledDerivatives[p] *= Deviations[p];
        }

        return value;
    }

    private double Evaluate(double[] theta, ResourceConfiguration configuration, Span<double> jacobian)
    {
        double logCpu = Math.Log(configuration.Cpu);
        double logConcurrency = Math.Log(configuration.Concurrency);
        double scaled = theta[0] - (theta[1] * logCpu) + (theta[2] * logConcurrency);
        double starved = theta[4] + (2 * Math.Log(_memoryReference / configuration.MemoryMiB));
        double greatest = Math.Max(scaled, Math.Max(theta[3], starved));
        double a = Math.Exp(scaled - greatest);
        double b = Math.Exp(theta[3] - greatest);
        double e = Math.Exp(starved - greatest);
        double sum = a + b + e;
        jacobian[0] = a / sum;
        jacobian[1] = -a / sum * logCpu;
        jacobian[2] = a / sum * logConcurrency;
        jacobian[3] = b / sum;
        jacobian[4] = e / sum;
        return greatest + Math.Log(sum);
    }

    private double Loss(double[] theta, IReadOnlyList<StageObservation> observations, IReadOnlyList<double> weights, double noise)
    {
        Span<double> jacobian = stackalloc double[Parameters];
        double loss = 0;
        for (int i = 0; i < observations.Count; i++)
        {
            double residual = observations[i].LogMs - Evaluate(theta, observations[i].Configuration, jacobian);
            loss += weights[i] * residual * residual / noise;
        }

        for (int p = 0; p < Parameters; p++)
        {
            double z = (theta[p] - _prior[p]) / Deviations[p];
            loss += z * z;
        }

        return loss;
    }

    private double[] Step(
        IReadOnlyList<StageObservation> observations, IReadOnlyList<double> weights, double noise, double damping, double[] jacobian)
    {
        var normal = new Matrix(Parameters, Parameters);
        var right = new double[Parameters];
        for (int i = 0; i < observations.Count; i++)
        {
            double residual = observations[i].LogMs - Evaluate(_fitted, observations[i].Configuration, jacobian);
            double weight = weights[i] / noise;
            for (int p = 0; p < Parameters; p++)
            {
                right[p] += weight * residual * jacobian[p];
                for (int q = 0; q <= p; q++)
                {
                    normal[p, q] += weight * jacobian[p] * jacobian[q];
                }
            }
        }

        for (int p = 0; p < Parameters; p++)
        {
            double precision = 1 / (Deviations[p] * Deviations[p]);
            right[p] += precision * (_prior[p] - _fitted[p]);
            normal[p, p] = ((normal[p, p] + precision) * (1 + damping)) + 1e-12;
        }

        CholeskyFactor.Of(normal).SolveInPlace(right);
        for (int p = 0; p < Parameters; p++)
        {
            right[p] += _fitted[p];
        }

        return right;
    }
}
