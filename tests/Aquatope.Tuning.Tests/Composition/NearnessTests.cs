using Aquatope.Inference;

namespace Aquatope.Tuning.Tests;

public sealed class NearnessTests
{
    private const int Count = 60;

    [Fact]
    public void Learn_OneKnobChangesTheSpread_OnlyThatOneMatters()
    {
        // Waits are ten times as long in one half of the first knob; the second changes nothing.
        Nearness nearness = Learn((point, normal) => (point[0] < 0.5 ? 1000 : 100) * Math.Exp(0.2 * normal));
        Assert.InRange(nearness.Of([0, 0], [1, 0]), 0, 0.2);
        Assert.InRange(nearness.Of([0, 0], [0, 1]), 0.5, 1);
    }

    [Fact]
    public void Learn_FewObservations_EverythingIsNear() =>
        Assert.Equal(1, Nearness.Learn([[0.0], [1.0]], [[1, 1000]]).Of([0], [1]));

    [Fact]
    public void Of_TheSamePlace_IsOne() =>
        Assert.Equal(1, Learn((point, normal) => point[0] + (0.01 * normal)).Of([0.3, 0.7], [0.3, 0.7]));

    [Fact]
    public void RankedScores_EqualWeights_AgreeWithTheDefinition()
    {
        double[] values = [3, 1, 7, 4];
        double[] weights = [0, 1, 1, 1];

        // E|X - y| - E|X - X'| / 2, with y = 3 and X among 1, 7, 4.
        Assert.Equal(((2 + 4 + 1) / 3.0) - (0.5 * 2 * (6 + 3 + 3) / 9.0), new RankedScores(values).Of(0, weights), 12);
    }

    private static Nearness Learn(Func<double[], double, double> outcome)
    {
        var random = new SeededRandom(5);
        double[][] points = [.. Enumerable.Range(0, Count).Select(_ => new[] { Math.Round(random.NextDouble()), random.NextDouble() })];
        return Nearness.Learn(points, [[.. points.Select(point => outcome(point, random.NextNormal()))]]);
    }
}
