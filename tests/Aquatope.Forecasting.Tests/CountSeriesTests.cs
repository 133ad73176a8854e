namespace Aquatope.Forecasting.Tests;

public sealed class CountSeriesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void Constructor_ImpossibleCount_ThrowsAndNamesTheBin(double count)
    {
        ArgumentException error = Assert.Throws<ArgumentException>("counts", () => new CountSeries(Start, TimeSpan.FromMinutes(1), [3, count]));
        Assert.Contains("Bin 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfInstants_InstantsInsideAndOutside_CountsThoseInside()
    {
        var series = CountSeries.OfInstants(
            Start, TimeSpan.FromSeconds(10), 3, [Start.AddSeconds(-1), Start, Start.AddSeconds(9.9), Start.AddSeconds(10), Start.AddSeconds(30)]);
        Assert.Equal([2.0, 1.0, 0.0], series.Counts.ToArray());
        Assert.Equal(Start.AddSeconds(30), series.End);
    }

    [Fact]
    public void Prefix_OfASeries_EndsEarlier()
    {
        CountSeries prefix = new CountSeries(Start, TimeSpan.FromMinutes(1), [3, 4, 5]).Prefix(2);
        Assert.Equal([3.0, 4.0], prefix.Counts.ToArray());
        Assert.Equal(Start.AddMinutes(2), prefix.End);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void Prefix_LengthOutside_Throws(int length)
    {
        var series = new CountSeries(Start, TimeSpan.FromMinutes(1), [3, 4, 5]);
        Assert.Throws<ArgumentOutOfRangeException>(nameof(length), () => series.Prefix(length));
    }
}
