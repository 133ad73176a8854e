using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The acquisition function as the paper's software was released: zero wherever the objective is negative, as minus a cost is.</summary>
/// <remarks>
/// Constrained noisy expected improvement with an infeasible value of zero: in each joint posterior sample a point has the
/// value max(0, f) σ(-c / 0.001), and the mean over 32 quasi-random samples of what it exceeds the best of the observed points
/// by is maximised. The pending points of a batch join the observed ones, where the software valued the batch jointly.
/// </remarks>
/// <threadsafety>Not thread-safe.</threadsafety>
internal sealed class PublishedAcquisition
{
    /// <summary>The width of the sigmoid, in seconds.</summary>
    private const double FeasibilityWidth = 1e-3;
    private const int Samples = 32;

    private readonly PosteriorSampler _objective;
    private readonly PosteriorSampler _constraint;
    private readonly double[] _best = new double[Samples];

    /// <summary>Initializes a new instance of the <see cref="PublishedAcquisition"/> class.</summary>
    /// <param name="objective">The model of minus the cost.</param>
    /// <param name="constraint">The model of latency minus bound, in seconds.</param>
    /// <param name="batch">How many points will be pending at most.</param>
    /// <param name="random">Where the base samples come from.</param>
    public PublishedAcquisition(GaussianProcess objective, GaussianProcess constraint, int batch, SeededRandom random)
    {
        Matrix observed = objective.Data.Inputs;
        var baseSamples = new NormalBaseSamples(Samples, 2 * (observed.Rows + batch), random);
        _objective = new PosteriorSampler(objective, baseSamples, 0, 2);
        _constraint = new PosteriorSampler(constraint, baseSamples, 1, 2);
        for (int i = 0; i < observed.Rows; i++)
        {
            AddPending(observed.Row(i));
        }
    }

    /// <summary>Lets a point join those to improve on.</summary>
    public void AddPending(ReadOnlySpan<double> x)
    {
        int point = _objective.Add(x);
        _constraint.Add(x);
        for (int s = 0; s < Samples; s++)
        {
            _best[s] = Math.Max(_best[s], Value(point, s));
        }
    }

    /// <summary>Returns the acquisition value of a point, not its logarithm, and the gradient unless the span for it is empty.</summary>
    public double Value(ReadOnlySpan<double> x, Span<double> gradient)
    {
        int point = _objective.Add(x);
        _constraint.Add(x);
        var objectiveSlopes = new double[Samples];
        var constraintSlopes = new double[Samples];
        double sum = 0;
        for (int s = 0; s < Samples; s++)
        {
            double value = Value(point, s);
            if (value > _best[s])
            {
                double feasibility = Feasibility(_constraint[point][s]);
                sum += value - _best[s];
                objectiveSlopes[s] = feasibility / Samples;
                constraintSlopes[s] = -value * (1 - feasibility) / FeasibilityWidth / Samples;
            }
        }

        if (!gradient.IsEmpty)
        {
            gradient.Clear();
            _objective.AddGradient(objectiveSlopes, gradient);
            _constraint.AddGradient(constraintSlopes, gradient);
        }

        _objective.Truncate(point);
        _constraint.Truncate(point);
        return sum / Samples;
    }

    private static double Feasibility(double constraint) => 1 / (1 + Math.Exp(constraint / FeasibilityWidth));

    private double Value(int point, int sample) => Math.Max(0, _objective[point][sample]) * Feasibility(_constraint[point][sample]);
}
