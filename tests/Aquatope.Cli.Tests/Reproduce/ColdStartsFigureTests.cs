using System.Globalization;
using Aquatope.Simulation;

namespace Aquatope.Cli.Tests.Reproduce;

public sealed class ColdStartsFigureTests
{
    [Fact]
    public void Make_KeepAlive_TradesMemoryForColdStarts()
    {
        Figure figure = ColdStartsFigure.Make(new FigureRequest { Quick = true, Study = new StudyOptions() }, ["keep-alive"]);

        Assert.All(figure.Rows, row => Assert.Equal(figure.Columns.Length, row.Length));
        double[] cold = [.. figure.Rows.Select(row => (double)row[2])];
        double[] memory = [.. figure.Rows.Select(row => (double)row[3])];
        Assert.Equal(cold.OrderDescending(), cold);
        Assert.Equal(memory.Order(), memory);
        Assert.All(figure.Rows, row => Assert.InRange((double)row[4], 0.001, (double)row[3]));
        Assert.Equal(figure.Rows.Length, figure.Charts.Single().Curves.Single().Points.Length);
    }

    [Fact]
    public void Make_IdleTimesAgainstKeepAlive_SaysByHowMuchItIsBetter()
    {
        Figure figure = ColdStartsFigure.Make(new FigureRequest { Quick = true, Study = new StudyOptions() }, ["keep-alive", "idle-times"]);

        object[][] keepAlive = [.. figure.Rows.Where(row => (string)row[0] == "keep-alive" && !double.IsNaN((double)row[5])).Select(row => row.ToArray())];
        double worst = keepAlive.Max(row => (double)row[5]);
        Assert.Equal(2, figure.Claims.Length);
        Assert.StartsWith("With as many cold starts at least 30 % less memory than keep-alive: ", figure.Claims[0], StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"; {worst:0.00} at worst, of keep-alive at "), figure.Claims[0], StringComparison.Ordinal);
        Assert.Contains(worst <= 0.7 ? ": holds;" : ": does not hold;", figure.Claims[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Make_SameSeed_GivesTheSameNumbersOnAnyNumberOfThreads()
    {
        Figure one = ColdStartsFigure.Make(new FigureRequest { Quick = true, Study = new StudyOptions { Threads = 1 } }, ["hybrid-histogram"]);
        Figure two = ColdStartsFigure.Make(new FigureRequest { Quick = true, Study = new StudyOptions { Threads = 2 } }, ["hybrid-histogram"]);

        Assert.Equal(one.Rows.SelectMany(row => row), two.Rows.SelectMany(row => row));
    }
}
