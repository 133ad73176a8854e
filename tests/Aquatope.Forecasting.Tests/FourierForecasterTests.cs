namespace Aquatope.Forecasting.Tests;

public sealed class FourierForecasterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void Forecast_WaveOfAKeptFrequency_IsCarriedOn(int cycles)
    {
        // Even about the middle of the window, so that the least-squares line is level.
        double[] wave = [.. Enumerable.Range(0, 90).Select(t => 20.5 + (5 * Math.Cos(2 * Math.PI * cycles * (t - 29.5) / 60)))];
        IReadOnlyList<PredictiveDistribution> bins = new FourierForecaster().Forecast(Simulated.Series(wave[..60]), 30).Bins;
        Assert.All(bins.Zip(wave[60..]), pair => Assert.Equal(pair.Second, pair.First.Mean, 9));
    }

    [Fact]
    public void Forecast_WaveBeyondTheKeptFrequencies_IsItsMean()
    {
        double[] wave = [.. Enumerable.Range(0, 60).Select(t => 20.5 + (5 * Math.Cos(2 * Math.PI * 11 * (t - 29.5) / 60)))];
        Assert.Equal(20.5, new FourierForecaster().Forecast(Simulated.Series(wave), 1).Bins[0].Mean, 9);
    }

    [Fact]
    public void Forecast_Line_RisesOn()
    {
        double[] line = [.. Enumerable.Range(0, 60).Select(t => 3 + (0.5 * t))];
        Assert.Equal([33.0, 33.5, 34.0], new FourierForecaster().Forecast(Simulated.Series(line), 3).Bins.Select(bin => Math.Round(bin.Mean, 9)));
    }

    [Fact]
    public void Forecast_AllFrequenciesOfAnEvenWindow_ReturnTheWindow()
    {
        double[] values = [4, 1, 5, 5, 1, 4, 4, 1, 5, 5, 1, 4];
        IReadOnlyList<PredictiveDistribution> bins = new FourierForecaster(window: 6, harmonics: 3).Forecast(Simulated.Series(values), 6).Bins;
        Assert.Equal(values[6..], bins.Select(bin => bin.Mean));
    }

    [Fact]
    public void Forecast_FallingBelowZero_IsZero()
    {
        double[] falling = [.. Enumerable.Range(0, 60).Select(t => 59.0 - t)];
        Assert.All(new FourierForecaster().Forecast(Simulated.Series(falling), 5).Bins, bin => Assert.Equal(0, bin.Mean));
    }
}
