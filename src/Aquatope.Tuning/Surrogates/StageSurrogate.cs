using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The log execution time of one stage as a function of its own knobs: a parametric trend and a Gaussian process about it.</summary>
internal sealed class StageSurrogate
{
    private readonly KnobSpace _space;
    private readonly AmdahlMean _mean;

    private StageSurrogate(KnobSpace space, AmdahlMean mean, GaussianProcess process)
    {
        _space = space;
        _mean = mean;
        Process = process;
    }

    /// <summary>Gets the process on what the trend leaves over.</summary>
    public GaussianProcess Process { get; }

    /// <summary>Gets the variance of one undisturbed observation, in squared log units.</summary>
    public double NoiseVariance => Process.Hyperparameters.NoiseVariance;

    /// <summary>Fits the surrogate.</summary>
    /// <param name="space">The stage's knobs.</param>
    /// <param name="observations">At least one observation.</param>
    /// <param name="weights">One weight per observation, in (0, 1].</param>
    /// <param name="mean">The fitted trend.</param>
    /// <param name="random">Where starting points come from.</param>
    public static StageSurrogate Fit(
        KnobSpace space, IReadOnlyList<StageObservation> observations, IReadOnlyList<double> weights, AmdahlMean mean, SeededRandom random)
    {
        IGrouping<ResourceConfiguration, int>[] groups =
            [.. Enumerable.Range(0, observations.Count).GroupBy(i => observations[i].Configuration)];
        var inputs = new Matrix(groups.Length, space.Dimensions + AmdahlMean.Parameters);
        var outputs = new double[groups.Length];
        var noiseScale = new double[groups.Length];
        double degrees = 0;
        double squares = 0;
        for (int g = 0; g < groups.Length; g++)
        {
            int[] members = [.. groups[g]];
            double total = members.Sum(i => weights[i]);
            double average = members.Sum(i => weights[i] * observations[i].LogMs) / total;
            outputs[g] = average - Encode(space, mean, groups[g].Key, inputs.Row(g));
            noiseScale[g] = 1 / total;
            degrees += members.Length - 1;
            squares += members.Sum(i => weights[i] * Math.Pow(observations[i].LogMs - average, 2));
        }

        var data = new GaussianProcessData(inputs, outputs, noiseScale)
        {
            LinearInputs = AmdahlMean.Parameters,
            ReplicateDegrees = degrees,
            ReplicateSumOfSquares = squares,
        };
        var fitter = new GaussianProcessFitter
        {
            Priors = Priors(space.Dimensions),
            FixedMean = 0,
            Starts = 1,
            MaxIterations = 30,
            Tolerance = 1e-6,
        };
        return new StageSurrogate(space, mean, fitter.Fit(data, random));
    }

    /// <summary>Writes the process's input at a configuration.</summary>
    /// <returns>The trend there, to be added to what the process says.</returns>
    public double Encode(ResourceConfiguration configuration, Span<double> input) => Encode(_space, _mean, configuration, input);

    /// <summary>Returns the posterior mean of the log execution time, in log milliseconds.</summary>
    public double PosteriorMean(ResourceConfiguration configuration)
    {
        var input = new Matrix(1, _space.Dimensions + AmdahlMean.Parameters);
        double trend = Encode(configuration, input.Row(0));
        return trend + Process.Marginals(input).Means[0];
    }

    private static double Encode(KnobSpace space, AmdahlMean mean, ResourceConfiguration configuration, Span<double> input)
    {
        space.Encode(configuration, input[..space.Dimensions]);
        return mean.Trend(configuration, input[space.Dimensions..]);
    }

    // In log units: the trend is right to about a tenth, and one execution repeats to about a tenth, each within a factor of three or so.
    private static GaussianProcessPriors Priors(int dimensions) => new()
    {
        OutputScale = new LogNormalPrior(Math.Log(0.01), 1),
        Lengthscale = new LogNormalPrior(0.5 * Math.Log(dimensions), 0.7),
        Noise = new LogNormalPrior(Math.Log(0.01), 1.2),
        OutputScaleBounds = (1e-4, 4),
        LengthscaleBounds = (0.05, 20),
        NoiseBounds = (1e-5, 4),
    };
}
