using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>A logarithm measured on one stage, as a function of the knobs that concern it: a trend and a Gaussian process about it.</summary>
internal sealed class StageSurrogate
{
    private readonly StageSpace _space;
    private readonly ITrend _trend;

    private StageSurrogate(StageSpace space, ITrend trend, GaussianProcess process)
    {
        _space = space;
        _trend = trend;
        Process = process;
    }

    /// <summary>Returns what is expected of execution times: the trend is right to about a tenth, and one execution repeats to about a tenth, each within a factor of three or so.</summary>
    public static GaussianProcessPriors OfTimes(int dimensions) => Priors(dimensions, new LogNormalPrior(Math.Log(0.01), 1), new LogNormalPrior(Math.Log(0.01), 1.2), 1e-5);

    /// <summary>Returns what is expected of prices: they repeat, and the trend is right to a tenth, or, where prices are unknown, to a factor.</summary>
    public static GaussianProcessPriors OfRates(int dimensions, bool known) =>
        Priors(dimensions, new LogNormalPrior(Math.Log(known ? 0.001 : 0.03), 1.5), new LogNormalPrior(Math.Log(0.001), 2), 1e-7);

    /// <summary>Gets the process on what the trend leaves over.</summary>
    public GaussianProcess Process { get; }

    /// <summary>Gets the number of inputs of the process.</summary>
    public int Inputs => _space.Dimensions + _trend.Parameters;

    /// <summary>Gets the variance of one undisturbed observation, in squared log units.</summary>
    public double NoiseVariance => Process.Hyperparameters.NoiseVariance;

    /// <summary>Fits the surrogate.</summary>
    /// <param name="space">The knobs.</param>
    /// <param name="observations">Where it was measured; at least one observation.</param>
    /// <param name="values">The logarithms measured, one for each observation.</param>
    /// <param name="weights">One weight per observation, in (0, 1].</param>
    /// <param name="trend">What is expected.</param>
    /// <param name="priors">How far it may be wrong.</param>
    /// <param name="random">Where starting points come from.</param>
    public static StageSurrogate Fit(
        StageSpace space,
        IReadOnlyList<StageObservation> observations,
        IReadOnlyList<double> values,
        IReadOnlyList<double> weights,
        ITrend trend,
        GaussianProcessPriors priors,
        SeededRandom random)
    {
        IGrouping<(Configuration Configuration, int Age), int>[] groups = [.. Enumerable.Range(0, observations.Count).GroupBy(i => (observations[i].Configuration, observations[i].Age))];
        var inputs = new Matrix(groups.Length, space.Dimensions + trend.Parameters);
        var outputs = new double[groups.Length];
        var noiseScale = new double[groups.Length];
        double degrees = 0;
        double squares = 0;
        for (int g = 0; g < groups.Length; g++)
        {
            int[] members = [.. groups[g]];
            double total = members.Sum(i => weights[i]);
            double average = members.Sum(i => weights[i] * values[i]) / total;
            outputs[g] = average - Encode(space, trend, groups[g].Key.Configuration, groups[g].Key.Age, inputs.Row(g));
            noiseScale[g] = 1 / total;
            degrees += members.Length - 1;
            squares += members.Sum(i => weights[i] * Math.Pow(values[i] - average, 2));
        }

        var data = new GaussianProcessData(inputs, outputs, noiseScale)
        {
            LinearInputs = trend.Parameters,
            ReplicateDegrees = degrees,
            ReplicateSumOfSquares = squares,
        };
        var fitter = new GaussianProcessFitter
        {
            Priors = priors,
            FixedMean = 0,
            Starts = 1,
            MaxIterations = 30,
            Tolerance = 1e-4,
            MaximumPoints = 150,
        };
        return new StageSurrogate(space, trend, fitter.Fit(data, random));
    }

    /// <summary>Writes the process's input at a projected configuration, in the present epoch.</summary>
    /// <returns>The trend there, to be added to what the process says.</returns>
    public double Encode(Configuration projected, Span<double> input) => Encode(_space, _trend, projected, age: 0, input);

    /// <summary>Returns the posterior mean at a projected configuration some epochs ago.</summary>
    public double PosteriorMean(Configuration projected, int age)
    {
        Span<double> input = stackalloc double[Inputs];
        double trend = Encode(_space, _trend, projected, age, input);
        return trend + Process.Mean(input);
    }

    private static double Encode(StageSpace space, ITrend trend, Configuration projected, int age, Span<double> input)
    {
        space.Encode(projected, input[..space.Dimensions]);
        return trend.Trend(projected, age, input[space.Dimensions..]);
    }

    private static GaussianProcessPriors Priors(int dimensions, IPrior outputScale, IPrior noise, double leastNoise) => new()
    {
        OutputScale = outputScale,
        Lengthscale = new LogNormalPrior(0.5 * Math.Log(dimensions), 0.7),
        Noise = noise,
        OutputScaleBounds = (Math.Min(1e-4, leastNoise), 4),
        LengthscaleBounds = (0.05, 20),
        NoiseBounds = (leastNoise, 4),
    };
}
