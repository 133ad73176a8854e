namespace Aquatope.Inference;

/// <summary>Expected improvement, for minimisation under constraints, when even the observed points are known only through noise.</summary>
/// <remarks>
/// Letham et al. (2019): in each joint posterior sample the candidates compete with the best feasible value among the
/// baseline points. Constraint values are feasible at or below zero. Batches are built one by one: a chosen point joins
/// the baseline by <see cref="AddPending"/> (incremental form), or are valued jointly.
/// </remarks>
/// <threadsafety>Not thread-safe.</threadsafety>
public sealed partial class ConstrainedNoisyExpectedImprovement
{
    private readonly PosteriorSampler _objective;
    private readonly PosteriorSampler[] _constraints;
    private readonly double[] _best;
    private readonly double _noFeasible;

    /// <summary>Initializes a new instance of the <see cref="ConstrainedNoisyExpectedImprovement"/> class.</summary>
    /// <param name="objective">The model of the objective, which is minimised.</param>
    /// <param name="constraints">The models of the constraint values; may be empty.</param>
    /// <param name="baseline">The points to improve on, shape [b, d]; usually those observed.</param>
    /// <param name="options">Samples and smoothing.</param>
    /// <param name="random">Where the base samples come from.</param>
    public ConstrainedNoisyExpectedImprovement(
        GaussianProcess objective,
        IReadOnlyList<GaussianProcess> constraints,
        Matrix baseline,
        NoisyExpectedImprovementOptions options,
        SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(constraints);
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(random);
        Options = options;
        int outcomes = constraints.Count + 1;
        var baseSamples = new NormalBaseSamples(options.Samples, outcomes * (baseline.Rows + options.BatchSize), random);
        _objective = new PosteriorSampler(objective, baseSamples, 0, outcomes);
        _constraints = [.. constraints.Select((constraint, j) => new PosteriorSampler(constraint, baseSamples, j + 1, outcomes))];
        _noFeasible = options.ValueWithoutFeasible ?? WorstValue(objective);
        _best = new double[options.Samples];
        _best.AsSpan().Fill(_noFeasible);
        for (int i = 0; i < baseline.Rows; i++)
        {
            AddPending(baseline.Row(i));
        }
    }

    /// <summary>Gets the options.</summary>
    public NoisyExpectedImprovementOptions Options { get; }

    /// <summary>Gets the share of samples in which some baseline point is feasible.</summary>
    public double FeasibleShare { get; private set; }

    /// <summary>Adds a point to the baseline: one that is being evaluated, or was.</summary>
    /// <param name="x">Its coordinates, [d].</param>
    public void AddPending(ReadOnlySpan<double> x)
    {
        ReadOnlySpan<double> values = _objective[_objective.Add(x)];
        foreach (PosteriorSampler constraint in _constraints)
        {
            constraint.Add(x);
        }

        int feasible = 0;
        for (int s = 0; s < _best.Length; s++)
        {
            if (Violation(_objective.Count - 1, s) <= 0)
            {
                _best[s] = Math.Min(_best[s], values[s]);
            }

            feasible += _best[s] < _noFeasible ? 1 : 0;
        }

        FeasibleShare = (double)feasible / _best.Length;
    }

    /// <summary>Returns the acquisition value of a batch, valued jointly.</summary>
    /// <param name="candidates">The batch, shape [q, d].</param>
    /// <returns>The mean, over the samples, of the best candidate's improvement weighted by its feasibility.</returns>
    public double Value(Matrix candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        int first = _objective.Count;
        for (int i = 0; i < candidates.Rows; i++)
        {
            _objective.Add(candidates.Row(i));
            foreach (PosteriorSampler constraint in _constraints)
            {
                constraint.Add(candidates.Row(i));
            }
        }

        double sum = 0;
        for (int s = 0; s < _best.Length; s++)
        {
            double greatest = 0;
            for (int i = first; i < _objective.Count; i++)
            {
                double improvement = Math.Max(0, _best[s] - _objective[i][s]);
                greatest = Math.Max(greatest, improvement * FeasibilityWeight(i, s));
            }

            sum += greatest;
        }

        _objective.Truncate(first);
        foreach (PosteriorSampler constraint in _constraints)
        {
            constraint.Truncate(first);
        }

        return sum / _best.Length;
    }

    // A value that no sample of the objective will exceed: six standard deviations above the greatest conceivable mean.
    private static double WorstValue(GaussianProcess objective)
    {
        double greatest = objective.Hyperparameters.Mean;
        foreach (double output in objective.Data.Outputs)
        {
            greatest = Math.Max(greatest, output);
        }

        return greatest + (6 * Math.Sqrt(objective.Hyperparameters.OutputScale));
    }

    private double Violation(int point, int sample)
    {
        double greatest = double.NegativeInfinity;
        foreach (PosteriorSampler constraint in _constraints)
        {
            greatest = Math.Max(greatest, constraint[point][sample]);
        }

        return greatest;
    }

    private double FeasibilityWeight(int point, int sample)
    {
        double weight = 1;
        foreach (PosteriorSampler constraint in _constraints)
        {
            double value = constraint[point][sample];
            if (Options.FeasibilityWidth == 0)
            {
                weight = value <= 0 ? weight : 0;
            }
            else
            {
                weight /= 1 + Math.Exp(value / Options.FeasibilityWidth);
            }
        }

        return weight;
    }
}
