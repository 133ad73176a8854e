namespace Aquatope.Tuning.Tests.Pools;

public sealed class WarmTargetTests
{
    [Theory]
    [InlineData(3, 1, 3)]
    [InlineData(1, 3, 3)]
    [InlineData(0, 0, 0)]
    public void Workers_OfNeedAndForecast_AreWhicheverIsMore(int needed, int forecast, int expected) =>
        Assert.Equal(expected, new WarmTarget(needed, forecast).Workers);

    [Theory]
    [InlineData(-1, 0, "needed")]
    [InlineData(0, -1, "forecast")]
    public void Constructor_NegativeNumber_IsRefused(int needed, int forecast, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => new WarmTarget(needed, forecast));
}
