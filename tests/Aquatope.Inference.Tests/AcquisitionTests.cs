using System.Text.Json;

namespace Aquatope.Inference.Tests;

public sealed class AcquisitionTests
{
    private static readonly JsonElement Reference = Golden.Read("acquisition");
    private static readonly JsonElement Data = Golden.Read("gp").GetProperty("datasets");

    public static TheoryData<int> NoisyCases => [.. Enumerable.Range(0, Reference.GetProperty("noisy_ei").GetArrayLength())];

    [Fact]
    public void Normal_ReferencePoints_MatchToEightDigits()
    {
        foreach (JsonElement item in Reference.GetProperty("normal").EnumerateArray())
        {
            double z = item.Number("z");
            AssertRelative(item.Number("cdf"), NormalDistribution.Cdf(z));
            AssertRelative(item.Number("log_cdf"), NormalDistribution.LogCdf(z));
        }

        foreach (JsonElement item in Reference.GetProperty("normal_quantile").EnumerateArray())
        {
            AssertRelative(item.Number("z"), NormalDistribution.Quantile(item.Number("p")));
        }
    }

    [Fact]
    public void ImprovementFactor_ReferencePoints_MatchToEightDigits()
    {
        foreach (JsonElement item in Reference.GetProperty("h").EnumerateArray())
        {
            double z = item.Number("z");
            AssertRelative(item.Number("log_h"), NormalDistribution.LogImprovementFactor(z));
            if (item.GetProperty("h").ValueKind == JsonValueKind.Number)
            {
                AssertRelative(item.Number("h"), NormalDistribution.ImprovementFactor(z));
            }
        }
    }

    [Fact]
    public void ExpectedImprovement_ReferencePoints_MatchToEightDigits()
    {
        foreach (JsonElement item in Reference.GetProperty("ei").EnumerateArray())
        {
            AssertRelative(item.Number("ei"), ExpectedImprovement.Value(item.Number("mu"), item.Number("sigma"), item.Number("best")));
            AssertRelative(item.Number("log_ei"), ExpectedImprovement.LogValue(item.Number("mu"), item.Number("sigma"), item.Number("best")));
        }

        foreach (JsonElement item in Reference.GetProperty("constrained_ei").EnumerateArray())
        {
            double[][] constraints = [.. item.GetProperty("constraints_mu_sigma").EnumerateArray().Select(pair => pair.Numbers())];
            double feasible = ExpectedImprovement.LogProbabilityOfFeasibility(
                [.. constraints.Select(pair => pair[0])], [.. constraints.Select(pair => pair[1])]);
            double improvement = ExpectedImprovement.LogValue(item.Number("mu"), item.Number("sigma"), item.Number("best"));
            AssertRelative(item.Number("log_cei"), improvement + feasible);
        }
    }

    [Theory]
    [MemberData(nameof(NoisyCases))]
    public void NoisyExpectedImprovement_ManySamples_AgreesWithReference(int index)
    {
        JsonElement expected = Reference.GetProperty("noisy_ei")[index];
        Matrix inputs = Data.GetProperty(expected.GetProperty("data").GetString()!).Matrix("X");
        GaussianProcess objective = Model(
            expected, expected.GetProperty("objective"), inputs, Data.GetProperty(expected.GetProperty("data").GetString()!).Numbers("y"));
        GaussianProcess[] constraints = [.. expected.GetProperty("constraints").EnumerateArray().Select(constraint =>
            Model(expected, constraint, inputs, constraint.Numbers("y")))];
        JsonElement fallback = expected.GetProperty("value_if_no_feasible_baseline");
        var options = new NoisyExpectedImprovementOptions
        {
            Samples = 1 << 14,
            ValueWithoutFeasible = fallback.ValueKind == JsonValueKind.Number ? fallback.GetDouble() : null,
        };
        Matrix candidates = expected.Matrix("candidates");

        double soft = new ConstrainedNoisyExpectedImprovement(objective, constraints, inputs, options, new SeededRandom(7)).Value(candidates);
        double hard = new ConstrainedNoisyExpectedImprovement(
            objective, constraints, inputs, options with { FeasibilityWidth = 0 }, new SeededRandom(7)).Value(candidates);

        // The reference drew 10⁶ independent samples, this draws 2¹⁴ of a net. Bound: four standard errors of both
        // together, the net's taken as those of independent samples, which it never exceeds in expectation.
        double bound = 4 * expected.Number("nei_hard_se") * Math.Sqrt(1 + (1e6 / options.Samples));
        Assert.InRange(hard, expected.Number("nei_hard") - bound, expected.Number("nei_hard") + bound);
        Assert.InRange(soft, expected.Number("nei_sigmoid") - bound, expected.Number("nei_sigmoid") + bound);
    }

    [Theory]
    [MemberData(nameof(NoisyCases))]
    public void LogNoisyExpectedImprovement_AnyPoint_HasTheGradientOfItsDifferences(int index)
    {
        ConstrainedNoisyExpectedImprovement acquisition = Acquisition(index);
        int dimensions = Data.GetProperty(Reference.GetProperty("noisy_ei")[index].GetProperty("data").GetString()!).Matrix("X").Columns;
        var random = new SeededRandom((ulong)index);
        var gradient = new double[dimensions];
        var ignored = new double[dimensions];
        for (int trial = 0; trial < 20; trial++)
        {
            double[] x = [.. Enumerable.Range(0, dimensions).Select(_ => random.NextDouble())];
            acquisition.LogValue(x, gradient);
            for (int k = 0; k < dimensions; k++)
            {
                const double Step = 1e-6;
                double[] up = [.. x];
                double[] down = [.. x];
                up[k] += Step;
                down[k] -= Step;
                double difference = (acquisition.LogValue(up, ignored) - acquisition.LogValue(down, ignored)) / (2 * Step);
                Assert.Equal(difference, gradient[k], 1e-3 * Math.Max(1, Math.Abs(difference)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(NoisyCases))]
    public void LogNoisyExpectedImprovement_WhereThereIsImprovement_IsTheLogarithmOfTheValue(int index)
    {
        ConstrainedNoisyExpectedImprovement acquisition = Acquisition(index);
        JsonElement expected = Reference.GetProperty("noisy_ei")[index];
        Matrix candidates = expected.Matrix("candidates");
        for (int i = 0; i < candidates.Rows; i++)
        {
            double[] candidate = candidates.Row(i).ToArray();
            double value = acquisition.Value(Matrix.OfRows([candidate]));
            double smooth = Math.Exp(acquisition.LogValue(candidate, new double[candidate.Length]));

            Assert.InRange(smooth - value, -0.01 * value, (0.02 * value) + 1e-4);
        }
    }

    [Fact]
    public void NoisyExpectedImprovement_NoiseVanishes_AgreesWithClosedForm()
    {
        JsonElement expected = Reference.GetProperty("noise_free_limit");
        JsonElement set = Data.GetProperty(expected.GetProperty("data").GetString()!);
        GaussianProcess model = Model(expected, expected, set.Matrix("X"), set.Numbers("y"));
        var acquisition = new ConstrainedNoisyExpectedImprovement(
            model, [], set.Matrix("X"), new NoisyExpectedImprovementOptions { Samples = 1 << 12 }, new SeededRandom(3));
        double[] closed = expected.Numbers("ei");
        Matrix candidates = expected.Matrix("candidates");

        for (int i = 0; i < closed.Length; i++)
        {
            double value = acquisition.Value(Matrix.OfRows([candidates.Row(i).ToArray()]));
            Assert.InRange(value, closed[i] - 1e-4, closed[i] + 1e-4);
        }
    }

    private static ConstrainedNoisyExpectedImprovement Acquisition(int index)
    {
        JsonElement expected = Reference.GetProperty("noisy_ei")[index];
        JsonElement set = Data.GetProperty(expected.GetProperty("data").GetString()!);
        Matrix inputs = set.Matrix("X");
        return new ConstrainedNoisyExpectedImprovement(
            Model(expected, expected.GetProperty("objective"), inputs, set.Numbers("y")),
            [.. expected.GetProperty("constraints").EnumerateArray().Select(constraint => Model(expected, constraint, inputs, constraint.Numbers("y")))],
            inputs,
            new NoisyExpectedImprovementOptions(),
            new SeededRandom(11));
    }

    private static GaussianProcess Model(JsonElement experiment, JsonElement model, Matrix inputs, double[] outputs) =>
        new(experiment.Kernel(), model.Hyperparameters(), new GaussianProcessData(inputs, outputs));

    private static void AssertRelative(double expected, double actual)
    {
        // Below the least normal number there are no eight digits to compare.
        double tolerance = Math.Abs(expected) < 2.3e-308 ? 1e-300 : 1e-8 * Math.Abs(expected);
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"Expected {expected:R}, got {actual:R}.");
    }
}
