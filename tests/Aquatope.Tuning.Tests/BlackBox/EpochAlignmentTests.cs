using Aquatope.Inference;

namespace Aquatope.Tuning.Tests;

public sealed class EpochAlignmentTests
{
    private static readonly Matrix Points = Matrix.OfRows([.. Enumerable.Range(0, 12).Select(i => new[] { i / 11.0 })]);
    private static readonly bool[] Present = [.. Enumerable.Range(0, 12).Select(i => i is 3 or 6 or 9)];

    [Fact]
    public void Align_PresentDiffersByConstants_MovesTheEarlierByThem()
    {
        Observations aligned = EpochAlignment.Align(Observe(objective: 0.4, constraint: -0.3), Present, new SeededRandom(1));
        for (int i = 0; i < 12; i++)
        {
            Assert.InRange(aligned.Objective[i], Objective(i) + 0.35, Objective(i) + 0.45);
            Assert.InRange(aligned.Constraints[0][i], Constraint(i) - 0.35, Constraint(i) - 0.25);
            Assert.Equal(Present[i] ? 1 : 4, aligned.NoiseScale[i]);
        }
    }

    [Fact]
    public void Align_OneEpoch_ChangesNothing()
    {
        Observations observed = Observe(objective: 0, constraint: 0);
        Assert.Same(observed, EpochAlignment.Align(observed, new bool[12], new SeededRandom(1)));
        Assert.Same(observed, EpochAlignment.Align(observed, [.. Enumerable.Repeat(true, 12)], new SeededRandom(1)));
    }

    private static double Objective(int i) => Math.Sin(3 * Points[i, 0]);

    private static double Constraint(int i) => Points[i, 0] - 0.5;

    private static Observations Observe(double objective, double constraint) => new(
        Points,
        [.. Enumerable.Range(0, 12).Select(i => Objective(i) + (Present[i] ? objective : 0))],
        [[.. Enumerable.Range(0, 12).Select(i => Constraint(i) + (Present[i] ? constraint : 0))]],
        [.. Enumerable.Repeat(1.0, 12)]);
}
