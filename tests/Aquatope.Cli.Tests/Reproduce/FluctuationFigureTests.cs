using Aquatope.Simulation;

namespace Aquatope.Cli.Tests.Reproduce;

public sealed class FluctuationFigureTests
{
    [Fact]
    public void Make_SomePolicies_HasARowForEachChangeAndNoClaimOnWhatWasNotRun()
    {
        Figure figure = FluctuationFigure.Make(new FigureRequest { Quick = true, Study = new StudyOptions { Seeds = 2 } }, ["keep-alive", "autoscale"]);

        Assert.Equal(2 * FluctuationStudy.Changes.Length, figure.Rows.Length);
        Assert.All(figure.Rows, row => Assert.Equal(figure.Columns.Length, row.Length));
        Assert.Empty(figure.Claims);
    }

    [Fact]
    public void Make_ForecastsOfAnLstm_AreComparedChangeByChange()
    {
        Figure figure = FluctuationFigure.Make(new FigureRequest { Quick = true, Study = new StudyOptions { Seeds = 2 } }, ["lstm", "keep-alive"]);

        string claim = Assert.Single(figure.Claims);
        Assert.StartsWith("At most half the cold starts of lstm after every change: holds; 0.", claim, StringComparison.Ordinal);
        Assert.Contains(" of them in the mean; keep-alive and lstm: step up, 4 times ", claim, StringComparison.Ordinal);

        // A step down leaves workers of before, so that neither meets a cold start.
        Assert.Contains("step down, a quarter 0.00 % and 0.00 %", claim, StringComparison.Ordinal);
    }
}
