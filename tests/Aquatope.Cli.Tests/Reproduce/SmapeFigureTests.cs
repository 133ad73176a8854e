using System.Collections.Immutable;
using Aquatope.Simulation;

namespace Aquatope.Cli.Tests.Reproduce;

public sealed class SmapeFigureTests
{
    [Fact]
    public void Make_RealFunctions_HasARowForEachMethodAndTheMedian()
    {
        Figure figure = SmapeFigure.Make(new FigureRequest { Study = new StudyOptions { Progress = _ => { } } }, ["keep-alive", "last-value"]);

        Assert.Equal(6 * 2, figure.Rows.Length);
        Assert.All(figure.Rows, row => Assert.Equal(figure.Columns.Length, row.Length));
        Assert.Equal(["38589360", "704b0cff", "9c61f960", "a4cd3301", "e369a477", "median"], figure.Rows.Select(row => row[0]).Distinct().Order());

        // What these two are known to have on days 11 to 14 of every function: measured by 'aquatope forecast' on the same days.
        Assert.Equal([73.2, 51.0, 31.9, 40.4, 63.2, 51.0], SmapeOf(figure, "last-value").Select(value => Math.Round(value, 1)));
        Assert.All(SmapeOf(figure, "keep-alive").Zip(SmapeOf(figure, "last-value")), pair => Assert.True(pair.First > pair.Second));
        Assert.Equal([6, 6], figure.Charts.Single().Curves.Select(curve => curve.Points.Length));
    }

    private static ImmutableArray<double> SmapeOf(Figure figure, string method) =>
        [.. figure.Rows.Where(row => (string)row[1] == method).Select(row => (double)row[2])];
}
