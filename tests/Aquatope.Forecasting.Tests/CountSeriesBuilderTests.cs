namespace Aquatope.Forecasting.Tests;

public sealed class CountSeriesBuilderTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Width = TimeSpan.FromMinutes(1);

    [Fact]
    public void ToSeries_GrowsAndForgets_IsWhatACopyWouldBeAndStaysSo()
    {
        var builder = new CountSeriesBuilder(Start, Width);
        var returned = new List<(CountSeries Series, double[] Counts, DateTimeOffset Start)>();
        for (int i = 0; i < 200; i++)
        {
            builder.Add(i);
            builder.KeepLatest(50);
            int first = Math.Max(0, i + 1 - 50);
            returned.Add((builder.ToSeries(), [.. Enumerable.Range(first, i + 1 - first).Select(count => (double)count)], Start + (first * Width)));
        }

        Assert.Equal(50, builder.Length);
        Assert.All(returned, one =>
        {
            Assert.Equal(one.Counts, one.Series.Counts.ToArray());
            Assert.Equal((one.Start, Width), (one.Series.Start, one.Series.BinWidth));
        });
    }

    [Fact]
    public void ToSeries_NothingAdded_IsEmpty() => Assert.Equal(0, new CountSeriesBuilder(Start, Width).ToSeries().Length);

    [Fact]
    public void KeepLatest_None_BeginsAfterTheLast()
    {
        var builder = new CountSeriesBuilder(Start, Width);
        builder.Add(1);
        builder.Add(2);
        builder.KeepLatest(0);

        Assert.Equal((0, Start + (2 * Width)), (builder.Length, builder.Start));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Add_NoCount_IsRefused(double count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CountSeriesBuilder(Start, Width).Add(count));

    [Fact]
    public void Constructor_WidthOfZero_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CountSeriesBuilder(Start, TimeSpan.Zero));
}
