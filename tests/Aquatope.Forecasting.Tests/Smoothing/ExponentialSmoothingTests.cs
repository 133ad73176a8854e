namespace Aquatope.Forecasting.Tests.Smoothing;

public sealed class ExponentialSmoothingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Observe_LevelOnly_IsSimpleExponentialSmoothing()
    {
        var weights = new SmoothingWeights(0.3, 0, 0, 0);
        SmoothingState state = SmoothingState.Begin(new SmoothingForm(false, 0), [4, 8]);
        Assert.Equal(6, state.Ahead(1, 0));

        Assert.Equal(4, state.Observe(10, weights), 12);
        Assert.Equal(7.2, state.Ahead(1, 0), 12);
        Assert.Equal(-2.2, state.Observe(5, weights), 12);
        Assert.Equal(6.54, state.Ahead(5, 0), 12);
    }

    [Fact]
    public void Observe_DampedTrend_IsTheTextbooksRecursion()
    {
        // Level 10 and trend 2 at first: both halves of the ten first bins rise by it.
        double[] counts = [.. Enumerable.Range(1, 10).Select(i => 10 + (2.0 * i))];
        var weights = new SmoothingWeights(0.5, 0.2, 0, 0.9);
        SmoothingState state = SmoothingState.Begin(new SmoothingForm(true, 0), counts);
        Assert.Equal(10 + (0.9 * 2), state.Ahead(1, 0.9), 12);

        state.Observe(13.8, weights);
        double level = 11.8 + (0.5 * 2);
        double trend = (0.9 * 2) + (0.2 * 2);
        Assert.Equal(level + (0.9 * trend), state.Ahead(1, 0.9), 12);
        Assert.Equal(level + ((0.9 + 0.81 + 0.729) * trend), state.Ahead(3, 0.9), 12);
    }

    [Fact]
    public void Observe_Season_IsTheTextbooksRecursion()
    {
        double[] counts = [1, 5, 9, 3, 7, 11];
        var weights = new SmoothingWeights(0.5, 0, 0.4, 0);
        SmoothingState state = SmoothingState.Begin(new SmoothingForm(false, 3), counts);
        Assert.Equal([1.0, 5, 9, 1], Enumerable.Range(1, 4).Select(h => Math.Round(state.Ahead(h, 0), 12)));

        // Two more than forecast: half of it goes to the level, four tenths to the season's first bin.
        Assert.Equal(2, state.Observe(3, weights), 12);
        Assert.Equal([6.0, 10, 2.8], Enumerable.Range(1, 3).Select(h => Math.Round(state.Ahead(h, 0), 12)));
    }

    [Fact]
    public void ErrorWeight_OfEachForm_IsTheClosedForm()
    {
        var weights = new SmoothingWeights(0.3, 0.1, 0.2, 0.9);
        Assert.Equal(0.3, weights.ErrorWeight(new SmoothingForm(false, 0), 4), 12);
        Assert.Equal(0.3 + (0.1 * (0.9 + 0.81)), weights.ErrorWeight(new SmoothingForm(true, 0), 2), 12);
        Assert.Equal(0.5, weights.ErrorWeight(new SmoothingForm(false, 4), 8), 12);
        Assert.Equal(0.3, weights.ErrorWeight(new SmoothingForm(false, 4), 7), 12);
    }

    [Fact]
    public void Forecast_LevelOnly_HasTheClosedFormsVariance()
    {
        double[] counts = [.. Simulated.Normal(400, 61).Select(value => 1000.5 + (20 * value))];
        SmoothingFit fit = SmoothingFit.Of(new SmoothingForm(false, 0), counts);
        var forecaster = new ExponentialSmoothingForecaster(fit, Simulated.Series(counts));
        IReadOnlyList<PredictiveDistribution> bins = forecaster.Forecast(Simulated.Series(counts), 4).Bins;

        for (int h = 1; h <= 4; h++)
        {
            Assert.Equal(fit.Variance * (1 + ((h - 1) * fit.Weights.Level * fit.Weights.Level)), bins[h - 1].Variance, 1e-6);
        }
    }

    [Fact]
    public void Of_SimulatedLevel_RecoversTheWeight()
    {
        // x = l₋₁ + e, l = l₋₁ + 0.4 e. The estimate's deviation is about sqrt(α (2 - α) / n) = 0.013.
        double level = 500;
        double[] counts = [.. Simulated.Normal(4000, 62).Select(error =>
        {
            double count = level + error;
            level += 0.4 * error;
            return count;
        })];

        SmoothingFit fit = SmoothingFit.Of(new SmoothingForm(false, 0), counts);

        Assert.Equal(0.4, fit.Weights.Level, 0.05);
        Assert.Equal(1, fit.Variance, 0.09);
    }

    [Fact]
    public void Aicc_LevelOnly_CountsWeightLevelAndVariance()
    {
        double[] counts = [3, 5, 4, 6, 5, 4, 5, 6, 4, 5];
        SmoothingFit fit = SmoothingFit.Of(new SmoothingForm(false, 0), counts);
        double deviance = 10 * (Math.Log(2 * Math.PI * fit.Variance) + 1);
        Assert.Equal(deviance + 6 + (2.0 * 3 * 4 / (10 - 4)), fit.Aicc, 9);
    }

    [Fact]
    public void Train_DailyProfile_ChoosesTheSeasonAndForecastsIt()
    {
        // Hours over ten days, 40 by day and 5 by night.
        double[] noise = Simulated.Normal(264, 63);
        double[] counts = [.. noise.Select((value, hour) => (hour % 24 is >= 8 and < 20 ? 40 : 5) + (0.8 * Math.Clamp(value, -3, 3)))];
        var forecaster = Assert.IsType<ExponentialSmoothingForecaster>(
            new ExponentialSmoothingTrainer().Train(Simulated.Series(counts[..240], minutes: 60), 1, Cancellation));
        IReadOnlyList<PredictiveDistribution> bins = forecaster.Forecast(Simulated.Series(counts[..240], minutes: 60), 24).Bins;

        Assert.Equal(24, forecaster.Form.Season);
        Assert.All(bins.Zip(counts[240..]), pair => Assert.Equal(pair.Second, pair.First.Quantile(0.5), 4.0));
    }

    [Fact]
    public void Train_SteadyRise_ChoosesTheTrend()
    {
        double[] counts = [.. Simulated.Normal(300, 64).Select((value, i) => 100 + (3.0 * i) + value)];
        var forecaster = Assert.IsType<ExponentialSmoothingForecaster>(new ExponentialSmoothingTrainer().Train(Simulated.Series(counts), 1, Cancellation));
        Assert.True(forecaster.Form.HasTrend);
        Assert.InRange(forecaster.Forecast(Simulated.Series(counts), 1).Bins[0].Mean, 996, 1004);
    }

    [Fact]
    public void Forecast_HistoryThatDoesNotContinueTheTraining_IsReadFromItsOwnBeginning()
    {
        double[] counts = [.. Simulated.Normal(500, 65).Select(value => 50 + value)];
        IForecaster forecaster = new ExponentialSmoothingTrainer().Train(Simulated.Series(counts), 1, Cancellation);
        double[] other = [.. counts.Select(value => value + 100)];
        Assert.InRange(forecaster.Forecast(Simulated.Series(other), 1).Bins[0].Mean, 145, 155);
    }
}
