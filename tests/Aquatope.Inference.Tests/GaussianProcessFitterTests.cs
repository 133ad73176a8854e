using System.Text.Json;

namespace Aquatope.Inference.Tests;

public sealed class GaussianProcessFitterTests
{
    private static readonly JsonElement Reference = Golden.Read("likelihood-optimum");
    private static readonly JsonElement Data = Golden.Read("gp").GetProperty("datasets");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Reference.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_ReferenceData_ReachesTheReferenceOptimum(int index)
    {
        JsonElement expected = Reference.GetProperty("cases")[index];
        JsonElement set = Data.GetProperty(expected.GetProperty("data").GetString()!);
        double[] y = set.Numbers("y");
        if (expected.GetProperty("outputs").GetString() != "raw")
        {
            double mean = y.Average();
            double deviation = Math.Sqrt(y.Sum(value => (value - mean) * (value - mean)) / (y.Length - 1));
            y = [.. y.Select(value => (value - mean) / deviation)];
        }

        var data = new GaussianProcessData(set.Matrix("X"), y);
        GaussianProcessPriors priors = Priors(expected, data.Dimensions);
        GaussianProcess process = new GaussianProcessFitter { Family = expected.Kernel(), Priors = priors, Starts = 20, MaxIterations = 400 }
            .Fit(data, new SeededRandom(1));

        double objective = Objective(process, priors);
        Assert.True(
            objective >= expected.Number("objective") - 1e-5,
            $"Reached {objective:R}; the reference reaches {expected.Number("objective"):R}.");
    }

    [Fact]
    public void LogDensity_Priors_MatchReference()
    {
        foreach (JsonElement item in Reference.GetProperty("prior_logpdf").EnumerateArray())
        {
            IPrior prior = item.GetProperty("dist").GetString()!.StartsWith("Gamma", StringComparison.Ordinal)
                ? new GammaPrior(item.Number("a"), item.Number("b"))
                : new LogNormalPrior(item.Number("mu"), item.Number("sigma"));
            double x = item.Number("x");

            Golden.AssertClose(item.Number("logpdf"), prior.LogDensity(x), 1e-10);
            double difference = (prior.LogDensity(x * Math.Exp(1e-5)) - prior.LogDensity(x * Math.Exp(-1e-5))) / 2e-5;
            Golden.AssertClose(difference, prior.LogSlope(x), 1e-5);
        }
    }

    private static GaussianProcessPriors Priors(JsonElement expected, int dimensions)
    {
        GaussianProcessPriors priors = expected.GetProperty("priors").GetString() switch
        {
            "gamma" => GaussianProcessPriors.Gamma(),
            "dimscaled" => GaussianProcessPriors.DimensionScaled(dimensions),
            _ => new GaussianProcessPriors(),
        };
        (double Lower, double Upper) Bounds(string name) =>
            (expected.GetProperty(name)[0].GetDouble(), expected.GetProperty(name)[1].GetDouble());
        return priors with { LengthscaleBounds = Bounds("lengthscale_bounds"), NoiseBounds = Bounds("noise_bounds") };
    }

    private static double Objective(GaussianProcess process, GaussianProcessPriors priors) =>
        process.LogMarginalLikelihood
        + (priors.OutputScale?.LogDensity(process.Hyperparameters.OutputScale) ?? 0)
        + (priors.Noise?.LogDensity(process.Hyperparameters.NoiseVariance) ?? 0)
        + process.Hyperparameters.Lengthscales.Sum(lengthscale => priors.Lengthscale?.LogDensity(lengthscale) ?? 0);
}
