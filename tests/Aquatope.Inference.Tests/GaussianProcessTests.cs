using System.Text.Json;

namespace Aquatope.Inference.Tests;

public sealed class GaussianProcessTests
{
    private static readonly JsonElement Reference = Golden.Read("gp");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Reference.GetProperty("cases").GetArrayLength())];

    public static TheoryData<int> HeteroskedasticCases => [.. Enumerable.Range(0, Reference.GetProperty("heteroskedastic").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void LogMarginalLikelihood_FixedHyperparameters_MatchesReference(int index)
    {
        JsonElement expected = Reference.GetProperty("cases")[index];
        (GaussianProcess process, _) = Create(expected);

        Golden.AssertClose(expected.Number("lml"), process.LogMarginalLikelihood, 1e-8);
        double[] gradient = expected.Numbers("lml_grad");

        // Relative to the greatest derivative: duplicated inputs under a noise of 1e-6 make terms of 10⁵ cancel in the others.
        Golden.AssertClose(gradient, process.LogMarginalLikelihoodGradient(), 1e-8 * Math.Max(1, gradient.Max(Math.Abs)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Posterior_FixedHyperparameters_MatchesReference(int index)
    {
        JsonElement expected = Reference.GetProperty("cases")[index];
        (GaussianProcess process, Matrix test) = Create(expected);
        AssertPosterior(expected, process, test);
        AssertLeaveOneOut(expected, process);
    }

    [Theory]
    [MemberData(nameof(HeteroskedasticCases))]
    public void Posterior_KnownNoiseOfEachPoint_MatchesReference(int index)
    {
        JsonElement expected = Reference.GetProperty("heteroskedastic")[index];
        JsonElement data = Reference.GetProperty("datasets").GetProperty(expected.GetProperty("data").GetString()!);
        var observations = new GaussianProcessData(
            data.Matrix("X"), data.Numbers("y"), fixedNoise: expected.Numbers("noise_variances"));
        var process = new GaussianProcess(expected.Kernel(), expected.Hyperparameters(), observations);

        Golden.AssertClose(expected.Number("lml"), process.LogMarginalLikelihood, 1e-8);
        AssertPosterior(expected, process, data.Matrix("test_X"));
        AssertLeaveOneOut(expected, process);
    }

    [Fact]
    public void Marginals_NoiseFreeData_InterpolateWithoutVariance()
    {
        Matrix x = SobolSequence.Scrambled(2, new SeededRandom(1)).Take(12);
        double[] y = [.. Enumerable.Range(0, 12).Select(i => Math.Sin(4 * x[i, 0]) + x[i, 1])];
        var process = new GaussianProcess(
            KernelFamily.Matern52, new GaussianProcessHyperparameters(1, [0.4, 0.7], 0, 0), new GaussianProcessData(x, y));

        NormalMarginals marginals = process.Marginals(x);

        Golden.AssertClose(y, marginals.Means, 1e-9);
        Assert.All(marginals.Variances, variance => Assert.InRange(variance, 0, 1e-9));
    }

    [Fact]
    public void LogMarginalLikelihood_ReplicatesAveraged_EqualsThatOfAllObservationsUpToAConstant()
    {
        // Two inputs with three and two replicates; the likelihood of the averages and their scatter must depend on the
        // hyper-parameters exactly as the likelihood of all five observations does.
        double[] all = [1.0, 1.3, 0.9, -0.2, 0.1];
        Matrix repeated = Matrix.OfRows([[0.1], [0.1], [0.1], [0.8], [0.8]]);
        double[] means = [(1.0 + 1.3 + 0.9) / 3, -0.05];
        double squares = all.Take(3).Sum(y => Math.Pow(y - means[0], 2)) + all.Skip(3).Sum(y => Math.Pow(y - means[1], 2));
        var averaged = new GaussianProcessData(Matrix.OfRows([[0.1], [0.8]]), means, noiseScale: [1.0 / 3, 0.5])
        {
            ReplicateDegrees = 3,
            ReplicateSumOfSquares = squares,
        };

        double Difference(double noise, double lengthscale)
        {
            var hyperparameters = new GaussianProcessHyperparameters(0.8, [lengthscale], noise, 0.2);
            return new GaussianProcess(KernelFamily.Matern52, hyperparameters, new GaussianProcessData(repeated, all)).LogMarginalLikelihood
                - new GaussianProcess(KernelFamily.Matern52, hyperparameters, averaged).LogMarginalLikelihood;
        }

        double reference = Difference(0.05, 0.4);
        Golden.AssertClose(reference, Difference(0.2, 0.4), 1e-9);
        Golden.AssertClose(reference, Difference(0.01, 1.5), 1e-9);
    }

    [Fact]
    public void Constructor_NonFiniteOutput_ThrowsArgumentException() =>
        Assert.Throws<ArgumentException>("outputs", () => new GaussianProcessData(new Matrix(2, 1), [1, double.NaN]));

    private static (GaussianProcess Process, Matrix Test) Create(JsonElement expected)
    {
        JsonElement data = Reference.GetProperty("datasets").GetProperty(expected.GetProperty("data").GetString()!);
        var observations = new GaussianProcessData(data.Matrix("X"), data.Numbers("y"));
        return (new GaussianProcess(expected.Kernel(), expected.Hyperparameters(), observations), data.Matrix("test_X"));
    }

    private static void AssertPosterior(JsonElement expected, GaussianProcess process, Matrix test)
    {
        NormalMarginals marginals = process.Marginals(test);
        Matrix covariance = process.Covariance(test);
        Matrix expectedCovariance = expected.Matrix("test_cov_latent");
        Golden.AssertClose(expected.Numbers("test_mean"), marginals.Means, 1e-8);
        Golden.AssertClose(expectedCovariance.Values.ToArray(), covariance.Values.ToArray(), 1e-8);
        for (int i = 0; i < test.Rows; i++)
        {
            Golden.AssertClose(expectedCovariance[i, i], marginals.Variances[i], 1e-8);
        }
    }

    private static void AssertLeaveOneOut(JsonElement expected, GaussianProcess process)
    {
        LeaveOneOut left = process.LeaveOneOut();
        Golden.AssertClose(expected.Numbers("loo_mean"), left.Means, 1e-8);
        Golden.AssertClose(expected.Numbers("loo_var_of_observation"), left.Variances, 1e-8);
    }
}
