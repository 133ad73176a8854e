namespace Aquatope.Simulation.Tests.Studies;

public sealed class ColdStartCurveTests
{
    private static readonly ColdStartCurve Curve = new([Point(0.01, 20), Point(0.05, 15), Point(0.04, 10), Point(0.0025, 30)]);

    [Theory]
    [InlineData(0.04, 10)]
    [InlineData(0.02, 15)]
    [InlineData(0.005, 25)]
    public void GiBHoursAt_BetweenSettings_IsInterpolatedOnALogarithmicScale(double share, double expected) =>
        Assert.Equal(expected, Curve.GiBHoursAt(share)!.Value, 9);

    [Fact]
    public void ColdStartShareAt_BetweenSettings_IsTheInverse() => Assert.Equal(0.02, Curve.ColdStartShareAt(15)!.Value, 9);

    [Fact]
    public void At_BeyondTheSettings_IsUnknown()
    {
        Assert.Null(Curve.GiBHoursAt(0.05));
        Assert.Null(Curve.GiBHoursAt(0.001));
        Assert.Null(Curve.ColdStartShareAt(31));
    }

    private static ColdStartPoint Point(double share, double gibHours) => new("policy", 1, share, gibHours, 1);
}
