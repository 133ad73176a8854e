namespace Aquatope.Cli.Tests.Reproduce;

public sealed class ChartDrawingTests
{
    private static readonly Chart Numbers = new(
        "one", "Title", "horizontal", "vertical", [new Curve("first", [new CurvePoint(1, 1, 2, 3), new CurvePoint(2, 10, 20, 30)]), new Curve("second", [new CurvePoint(1, 4, 4, 4)])]);

    [Fact]
    public void ToSvg_Numbers_JoinsThePointsOfACurve()
    {
        string svg = ChartDrawing.ToSvg(Numbers);
        Assert.All(["Title", "horizontal", "vertical", ">first", ">second"], text => Assert.Contains(text, svg, StringComparison.Ordinal));
        Assert.Contains("polyline", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void ToSvg_Names_StandBelowTheirPlaces()
    {
        string svg = ChartDrawing.ToSvg(Numbers with { Categories = ["chain", "fan-out"], Logarithmic = true });
        Assert.All([">chain<", ">fan-out<", ">first", ">second"], text => Assert.Contains(text, svg, StringComparison.Ordinal));
    }
}
