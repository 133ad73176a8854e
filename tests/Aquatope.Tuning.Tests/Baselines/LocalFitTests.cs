using Aquatope.Inference;

namespace Aquatope.Tuning.Tests.Baselines;

public sealed class LocalFitTests
{
    private static readonly double[][] Points =
        [.. Enumerable.Range(0, 32).Select(i => SobolSequence.Scrambled(2, new SeededRandom(7)).Take(32).Row(i).ToArray())];

    [Fact]
    public void Level_Plane_IsReproduced()
    {
        var fit = new LocalFit(Points, [.. Points.Select(point => 1 + point[0] - (2 * point[1]))]);
        Assert.Equal(1 + 0.4 - 1.2, fit.Level([0.4, 0.6]), 0.02);
        Assert.All(fit.Percentiles([0.4, 0.6], 4), value => Assert.Equal(0.2, value, 0.03));
    }

    [Fact]
    public void Percentiles_TwoReplicatesEverywhere_AreBothEquallyOften()
    {
        double[] high = [.. Points.Select(_ => 1.0)];
        double[] low = [.. Points.Select(_ => 0.0)];
        double[] percentiles = new LocalFit([.. Points, .. Points], [.. high, .. low]).Percentiles([0.5, 0.5], 4);
        Assert.Equal([0, 0, 1, 1], percentiles.Select(value => Math.Round(value, 6)));
    }
}
