using Aquatope.Inference;

namespace Aquatope.Tuning.Tests.Baselines;

public sealed class AsPublishedTunerTests
{
    private static readonly GaussianProcessHyperparameters Parameters = new(0.01, [0.5, 0.5], 1e-4, 0);

    [Fact]
    public void Value_CostsArePositive_IsZeroEverywhere()
    {
        PublishedAcquisition acquisition = Acquire(objective: -3, constraint: -1);
        var gradient = new double[2];
        foreach (double[] point in Points(40))
        {
            Assert.Equal(0, acquisition.Value(point, gradient));
            Assert.Equal([0, 0], gradient);
        }
    }

    [Fact]
    public void Value_CostsAreNegative_IsWhatItOughtToBeWithTheGradient()
    {
        PublishedAcquisition acquisition = Acquire(objective: 3, constraint: 0);
        var gradient = new double[2];
        Assert.All(Points(40), point => Assert.True(acquisition.Value(point, []) > 0));
        foreach (double[] point in Points(10))
        {
            acquisition.Value(point, gradient);
            for (int k = 0; k < 2; k++)
            {
                double[] up = [.. point];
                double[] down = [.. point];
                up[k] += 1e-7;
                down[k] -= 1e-7;
                double slope = (acquisition.Value(up, []) - acquisition.Value(down, [])) / 2e-7;
                Assert.Equal(slope, gradient[k], 1e-3 * Math.Max(1, Math.Abs(slope)));
            }
        }
    }

    [Fact]
    public void Keep_CostsOfTheOrderOfOne_KeepsEverythingAndOfFiveOrMoreNothing()
    {
        Matrix points = SobolSequence.Scrambled(6, new SeededRandom(4)).Take(13);
        var random = new SeededRandom(5);
        double[] costs = [.. Enumerable.Range(0, 13).Select(_ => -Math.Exp(0.05 * random.NextNormal()))];
        Assert.Equal(13, PublishedFilter.Keep(points, costs).Length);
        Assert.All([5.0, 20, 200], scale => Assert.Empty(PublishedFilter.Keep(points, [.. costs.Select(cost => scale * cost)])));
    }

    [Fact]
    public void Recommend_CheapButTooSlow_WinsFromAHundredUnitsOn()
    {
        TuningProblem problem = new TwoStages(Parallel: true).Problem;
        Trial dear = Measured(1, 499, 150);
        Trial cheap = Measured(2, 501, 49);
        Assert.Equal(cheap.Configuration, Best(dear, cheap).Configuration);
        Assert.Equal(0, Best(dear, cheap).FeasibleProbability);
        Assert.Equal(dear.Configuration, Best(dear, Measured(2, 501, 51)).Configuration);

        Recommendation Best(params Trial[] trials) => new AsPublishedTuner().Recommend(problem, trials, 1, 1)[0];
    }

    [Fact]
    public void Recommend_SeveralExecutions_CountsTheFirstOnly()
    {
        Trial lucky = Measured(1, 400, 150);
        Trial trial = lucky with { Executions = [.. lucky.Executions, .. Measured(1, 900, 900).Executions] };
        Recommendation best = new AsPublishedTuner().Recommend(new TwoStages(Parallel: true).Problem, [trial, Measured(1, 900, 900)], 1, 1)[0];
        Assert.Equal((150, 400, 1), (best.Cost, best.LatencyMs, best.FeasibleProbability));
    }

    private static Trial Measured(double cpu, double latencyMs, double cost) =>
        new(new Configuration([cpu, 1]), [new TrialExecution(latencyMs, cost, Failed: false, [])]);

    private static PublishedAcquisition Acquire(double objective, double constraint)
    {
        Matrix points = SobolSequence.Scrambled(2, new SeededRandom(1)).Take(6);
        GaussianProcess Model(double value) => new(
            KernelFamily.Matern52, Parameters with { Mean = value }, new GaussianProcessData(points, [.. Enumerable.Repeat(value, 6)]));
        return new PublishedAcquisition(Model(objective), Model(constraint), 1, new SeededRandom(2));
    }

    private static IEnumerable<double[]> Points(int count)
    {
        Matrix points = SobolSequence.Scrambled(2, new SeededRandom(3)).Take(count);
        return Enumerable.Range(0, count).Select(i => points.Row(i).ToArray());
    }
}
