using Aquatope.Inference;

namespace Aquatope.Tuning.Tests.Baselines;

public sealed class ImprovementProposerTests
{
    private static readonly SearchSpace Space = new([Knob.Range("x", null, 0, 1)]);

    [Fact]
    public void Extend_Bowl_FindsItsBottom()
    {
        List<Configuration> observed = [Configuration(0), Configuration(0.5), Configuration(1)];
        for (int round = 0; round < 6; round++)
        {
            observed.AddRange(Propose(observed, 1));
        }

        Assert.InRange(observed.Min(Bowl), 0, 1e-3);
    }

    [Fact]
    public void Extend_Batch_LiesApart()
    {
        List<Configuration> batch = Propose([Configuration(0), Configuration(0.5), Configuration(1)], 3);
        double[] places = [.. batch.Select(proposal => proposal[0]).Order()];
        Assert.Equal(3, batch.Count);
        Assert.All(places.Zip(places.Skip(1)), pair => Assert.True(pair.Second - pair.First > 0.01));
    }

    private static Configuration Configuration(double x) => new([x]);

    private static double Bowl(Configuration configuration) => Math.Pow(configuration[0] - 0.3, 2);

    private static List<Configuration> Propose(List<Configuration> observed, int count)
    {
        var proposals = new List<Configuration>();
        new ImprovementProposer(Space) { Priors = GaussianProcessPriors.DimensionScaled(1) }.Extend(
            observed, [.. observed.Select(Bowl)], [.. observed.Select(_ => 1.0)], proposals, count, new SeededRandom(2));
        return proposals;
    }
}
