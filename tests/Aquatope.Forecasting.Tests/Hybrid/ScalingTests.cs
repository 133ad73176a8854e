namespace Aquatope.Forecasting.Tests;

public sealed class ScalingTests
{
    [Theory]
    [InlineData(CountTransform.None)]
    [InlineData(CountTransform.Logarithm)]
    public void Units_OfScaledCounts_ComeBack(CountTransform transform)
    {
        CountSeries series = SyntheticSeries.Wave(200, 40);
        SeriesScale scale = SeriesScale.Of(series.Counts, transform)!;
        double sum = 0;
        double squares = 0;
        foreach (double count in series.Counts)
        {
            Assert.Equal(count, scale.Units(scale.Scaled(count)) * scale.Unit, 1e-9);
            sum += scale.Scaled(count);
            squares += scale.Scaled(count) * scale.Scaled(count);
        }

        Assert.Equal(0, sum / 200, 1e-9);
        Assert.Equal(1, squares / 200, 1e-9);
    }

    [Fact]
    public void Of_ConstantSeries_IsNull() => Assert.Null(SeriesScale.Of([7, 7, 7, 7], CountTransform.Logarithm));

    [Fact]
    public void Of_FractionalCounts_HasAUnitThatResolvesThem()
    {
        SeriesScale scale = SeriesScale.Of([0.1, 0.25, 0.4, 0.05], CountTransform.Logarithm)!;
        Assert.InRange(scale.Unit, 0.001, 0.01);
        Assert.Equal(1, SeriesScale.Of([1, 2, 3], CountTransform.Logarithm)!.Unit);
    }

    [Fact]
    public void Apply_CalibrationOfTooNarrowForecasts_WidensThem()
    {
        // A third of the outcomes below the stated 10 % quantile, a third above the 90 % quantile, a third between.
        (double, double)[] outcomes = [.. Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? (0.0, 0.1) : i % 3 == 1 ? (0.9, 1.0) : (0.1, 0.9))];
        ProbabilityCalibration map = ProbabilityCalibration.Learn(outcomes, ProbabilityCalibration.Identity, 0);
        Assert.Equal(1 / 3.0, map.Apply(0.1), 1e-9);
        Assert.Equal(0.5, map.Apply(0.5), 1e-9);
        Assert.Equal(2 / 3.0, map.Apply(0.9), 1e-9);
        Assert.Equal(0, map.Apply(0));
        Assert.Equal(1, map.Apply(1));
    }

    [Fact]
    public void Apply_IdentityCalibration_ChangesNothing()
    {
        foreach (double probability in new[] { 0, 0.001, 0.3, 0.777, 0.9999, 1 })
        {
            Assert.Equal(probability, ProbabilityCalibration.Identity.Apply(probability), 1e-12);
        }
    }

    [Fact]
    public void Learn_CountFrequenciesOfPairs_MakesOddCountsRare()
    {
        // Forecasts: 0 to 9 equally likely. Outcomes: even only.
        CountGrid[] grids = [.. Enumerable.Range(0, 2000).Select(_ => new CountGrid(
            [.. Enumerable.Range(0, 10).Select(i => (double)i)], [.. Enumerable.Range(1, 10).Select(i => i / 10.0)]))];
        CountFrequencies frequencies = CountFrequencies.Learn(grids, [.. Enumerable.Range(0, 2000).Select(i => (double)(i % 5 * 2))]);
        CountGrid corrected = frequencies.Apply(grids[0]);
        Assert.Equal(1, corrected.Cdf[^1], 1e-9);
        Assert.InRange(corrected.Cdf[1] - corrected.Cdf[0], 0, 0.005);
        Assert.InRange(corrected.Cdf[2] - corrected.Cdf[1], 0.19, 0.21);
    }
}
