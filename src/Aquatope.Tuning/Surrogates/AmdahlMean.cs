using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>
/// The log execution time that is expected of any stage before it is measured: log(a c^κ / cpu^γ + b + e / memory²) + s·u, a
/// part that more processor share speeds up, a part that nothing speeds up, and a part that grows as memory gets short; c
/// is the concurrency, u the places of all other knobs. In earlier epochs all parts together, and each of them, took
/// another time.
/// </summary>
/// <remarks>
/// The parameters have normal priors around usual values. They are fitted by damped Gauss-Newton steps; what remains
/// uncertain about them enters the surrogate as a linear trend along the derivatives.
/// </remarks>
internal sealed class AmdahlMean : ITrend
{
    // log a, γ, κ, log b, log e; then one slope for each other knob; then for each earlier epoch by what logarithms all
    // parts, and each of the three, differed.
    private const int Physical = 5;
    private const double SlopeDeviation = 1;
    private static readonly double[] EpochDeviations = [0.7, 0.25, 0.25, 0.25];
    private static readonly double[] PhysicalDeviations = [2, 0.3, 0.4, 1.5, 2];

    private readonly StageSpace _space;
    private readonly double[] _deviations;
    private readonly double[] _prior;
    private readonly double[] _fitted;

    private AmdahlMean(StageSpace space, double level, int earlierEpochs)
    {
        _space = space;
        IEnumerable<double> epochs = Enumerable.Repeat(EpochDeviations, earlierEpochs).SelectMany(deviations => deviations);
        _deviations = [.. PhysicalDeviations, .. space.Others.Select(_ => SlopeDeviation), .. epochs];
        _prior = [level, 0.85, 0.2, level - 2, level - 2.5, .. new double[_deviations.Length - Physical]];
        _fitted = [.. _prior];
    }

    /// <inheritdoc/>
    public int Parameters => _prior.Length;

    /// <summary>Fits the parameters to weighted observations.</summary>
    public static AmdahlMean Fit(StageSpace space, IReadOnlyList<StageObservation> observations, IReadOnlyList<double> weights, double noise)
    {
        double level = Percentiles.Of(observations.Select(observation => observation.LogMs), 50);
        var mean = new AmdahlMean(space, level, observations.Max(observation => observation.Age));
        var jacobian = new double[mean.Parameters];
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

    /// <summary>Returns the fitted value at a configuration some epochs ago.</summary>
    public double Value(Configuration projected, int age)
    {
        Span<double> jacobian = stackalloc double[Parameters];
        return Evaluate(_fitted, projected, age, jacobian);
    }

    /// <inheritdoc/>
    /// <remarks>With standard normal weights on the directions this is the parametric form, to first order around the fit.</remarks>
    public double Trend(Configuration projected, int age, Span<double> directions)
    {
        double value = Evaluate(_fitted, projected, age, directions);
        for (int p = 0; p < Parameters; p++)
        {
            value += directions[p] * (_prior[p] - _fitted[p]);
            directions[p] *= _deviations[p];
        }

        return value;
    }

    private double Evaluate(double[] theta, Configuration projected, int age, Span<double> jacobian)
    {
        int first = age == 0 ? 0 : Physical + _space.Others.Length + (EpochDeviations.Length * (age - 1));
        ReadOnlySpan<double> epoch = age == 0 ? stackalloc double[EpochDeviations.Length] : theta.AsSpan(first, EpochDeviations.Length);
        double logCpu = Math.Log(_space.RelativeProcessor(projected));
        double logConcurrency = Math.Log(_space.ConcurrencyOf(projected));
        double scaled = theta[0] + epoch[1] - (theta[1] * logCpu) + (theta[2] * logConcurrency);
        double constant = theta[3] + epoch[2];
        double starved = theta[4] + epoch[3] - (2 * Math.Log(_space.RelativeMemory(projected)));
        double greatest = Math.Max(scaled, Math.Max(constant, starved));
        double a = Math.Exp(scaled - greatest);
        double b = Math.Exp(constant - greatest);
        double e = Math.Exp(starved - greatest);
        double sum = a + b + e;
        jacobian[(Physical + _space.Others.Length)..].Clear();
        jacobian[0] = a / sum;
        jacobian[1] = -a / sum * logCpu;
        jacobian[2] = a / sum * logConcurrency;
        jacobian[3] = b / sum;
        jacobian[4] = e / sum;
        if (age > 0)
        {
            ReadOnlySpan<double> parts = [1, jacobian[0], jacobian[3], jacobian[4]];
            parts.CopyTo(jacobian[first..]);
        }

        return greatest + Math.Log(sum) + epoch[0] + AddSlopes(theta, projected, jacobian);
    }

    private double AddSlopes(double[] theta, Configuration projected, Span<double> jacobian)
    {
        if (_space.Others.Length == 0)
        {
            return 0;
        }

        Span<double> point = stackalloc double[_space.Dimensions];
        _space.Encode(projected, point);
        double sum = 0;
        for (int i = 0; i < _space.Others.Length; i++)
        {
            jacobian[Physical + i] = point[_space.Others[i]];
            sum += theta[Physical + i] * jacobian[Physical + i];
        }

        return sum;
    }

    private double Loss(double[] theta, IReadOnlyList<StageObservation> observations, IReadOnlyList<double> weights, double noise)
    {
        Span<double> jacobian = stackalloc double[Parameters];
        double loss = 0;
        for (int i = 0; i < observations.Count; i++)
        {
            double residual = observations[i].LogMs - Evaluate(theta, observations[i].Configuration, observations[i].Age, jacobian);
            loss += weights[i] * residual * residual / noise;
        }

        for (int p = 0; p < Parameters; p++)
        {
            double z = (theta[p] - _prior[p]) / _deviations[p];
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
            double residual = observations[i].LogMs - Evaluate(_fitted, observations[i].Configuration, observations[i].Age, jacobian);
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
            double precision = 1 / (_deviations[p] * _deviations[p]);
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
