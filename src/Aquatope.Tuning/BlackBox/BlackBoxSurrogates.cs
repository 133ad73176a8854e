using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>One Gaussian process for the objective and one for each constraint, over all knobs at once.</summary>
/// <remarks>
/// The objective is standardised; a constraint keeps its zero and is only scaled. Streams: "objective", "constraint j".
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class BlackBoxSurrogates
{
    // The time of a fit grows with the cube of the points that decide on it.
    private const int FittingPoints = 150;

    // From where a fit to nearly the same observations ended, a few steps lead to the new end.
    private const int RefitIterations = 5;

    private readonly Matrix _points;
    private readonly Standardisation _objective;
    private readonly double[] _scales;

    /// <summary>Initializes a new instance of the <see cref="BlackBoxSurrogates"/> class.</summary>
    /// <param name="observations">What was observed; at least one point.</param>
    /// <param name="random">The source of chance.</param>
    /// <exception cref="ArgumentException">The lengths of what was observed disagree, or a value is not finite.</exception>
    /// <exception cref="ModelFitException">A process cannot be fitted.</exception>
    public BlackBoxSurrogates(Observations observations, SeededRandom random)
        : this(observations, null, random)
    {
    }

    private BlackBoxSurrogates(Observations observations, BlackBoxSurrogates? before, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(observations);
        ArgumentNullException.ThrowIfNull(random);
        _points = observations.Points;
        _objective = Standardisation.Of(observations.Objective);
        _scales = [.. observations.Constraints.Select(values => Standardisation.Of(values).Deviation)];
        var fitter = new GaussianProcessFitter
        {
            Family = KernelFamily.SquaredExponential,
            Priors = GaussianProcessPriors.DimensionScaled(_points.Columns),
            Starts = before is null ? 2 : 1,
            MaxIterations = before is null ? 100 : RefitIterations,
            MaximumPoints = FittingPoints,
        };
        Objective = fitter.Fit(
            new GaussianProcessData(_points, _objective.Apply(observations.Objective), observations.NoiseScale),
            random.Stream("objective"),
            before?.Objective.Hyperparameters);
        Constraints = [.. observations.Constraints.Select((values, j) => fitter.Fit(
            new GaussianProcessData(_points, [.. values.Select(value => value / _scales[j])], observations.NoiseScale),
            random.Stream($"constraint {j}"),
            before?.Constraints[j].Hyperparameters))];
    }

    /// <summary>Fits anew after a few observations have changed, from where this fit ended: a few steps instead of a search.</summary>
    internal BlackBoxSurrogates Refit(Observations observations, SeededRandom random) => new(observations, this, random);

    /// <summary>Gets the model of the standardised objective.</summary>
    public GaussianProcess Objective { get; }

    /// <summary>Gets the deviation that the objective was divided by.</summary>
    public double ObjectiveDeviation => _objective.Deviation;

    /// <summary>Gets the models of the scaled constraints.</summary>
    public IReadOnlyList<GaussianProcess> Constraints { get; }

    /// <summary>Creates the acquisition function over all observed points.</summary>
    /// <param name="batch">How many points will be pending at most.</param>
    /// <param name="random">The source of base samples.</param>
    /// <returns>The acquisition function.</returns>
    public ConstrainedNoisyExpectedImprovement Acquisition(int batch, SeededRandom random) =>
        new(Objective, Constraints, _points, new NoisyExpectedImprovementOptions { Samples = 128, BatchSize = batch }, random);

    /// <summary>Returns the posterior mean of the objective at a point.</summary>
    /// <param name="point">The point, [d].</param>
    /// <returns>The mean, in the objective's unit.</returns>
    public double ObjectiveMean(double[] point) => _objective.Revert(Objective.Mean(point));

    /// <summary>Returns the posterior mean of a constraint at a point.</summary>
    /// <param name="constraint">The constraint's index.</param>
    /// <param name="point">The point, [d].</param>
    /// <returns>The mean, in the constraint's unit.</returns>
    public double ConstraintMean(int constraint, double[] point) =>
        _scales[constraint] * Constraints[constraint].Mean(point);

    /// <summary>Returns the log probability that a point meets every constraint, taken as independent.</summary>
    /// <param name="point">The point, [d].</param>
    /// <returns>A logarithm, at most zero.</returns>
    public double LogFeasibility(double[] point)
    {
        Matrix query = Matrix.OfRows([point]);
        return Constraints.Sum(constraint =>
        {
            NormalMarginals marginals = constraint.Marginals(query);
            return NormalDistribution.LogCdf(-marginals.Means[0] / Math.Sqrt(marginals.Variances[0] + 1e-12));
        });
    }
}
