using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Forecasting.Tests.Evaluation;

public sealed class RollingOriginTests
{
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Evaluate_LastValue_IsAsByHand()
    {
        // Origins 3, 4, 5: forecasts 2, 6, 0 of 6, 0, 0.
        CountSeries series = Simulated.Series([1, 4, 2, 6, 0, 0]);
        ForecastScores scores = Evaluate(series, "last-value", new RollingOriginOptions(3) { Quantiles = [0.5, 0.9] });

        Assert.Equal((100.0 + 200 + 0) / 3, scores.Smape, 9);
        Assert.Equal((50.0 + 100 + 0) / 3, scores.SmapeOfSum, 9);
        Assert.Equal(10.0 / 3, scores.Crps, 9);
        Assert.Equal(10.0 / 3 / 2.5, scores.Mase!.Value, 9);
        Assert.Null(scores.SeasonalMase);
        Assert.Equal((2.0 + 3) / 3, scores.Quantiles[0].Pinball, 9);
        Assert.Equal(((0.9 * 4) + (0.1 * 6)) / 3, scores.Quantiles[1].Pinball, 9);
        Assert.Equal(2.0 / 3, scores.Quantiles[1].Coverage, 9);
        Assert.Equal((0 + 1 + 0.9) / 3, scores.Quantiles[1].SpreadCoverage, 9);
        Assert.Equal(1.0 / 3, scores.Quantiles[1].IntervalCoverage!.Value, 9);
        Assert.Null(scores.Quantiles[0].IntervalCoverage);
        Assert.Null(scores.FallbackReason);
    }

    [Fact]
    public void Evaluate_LongerHorizon_CountsEveryStepOfEveryOrigin()
    {
        // Origins 2, 3, 4 of two steps each: 1 against 3, 5; 3 against 5, 7; 5 against 7, 9.
        ForecastScores scores = Evaluate(Simulated.Series([0, 1, 3, 5, 7, 9]), "last-value", new RollingOriginOptions(2) { Horizon = 2 });
        Assert.Equal((2.0 + 4) / 2, scores.Crps, 9);
    }

    [Fact]
    public void Evaluate_Seasons_ScalesByTheDayBefore()
    {
        // Half-day bins: two a day. Within the training the day before is missed by 1, 1; the bin before by 9, 8, 9.
        ForecastScores scores = Evaluate(Simulated.Series([1, 10, 2, 11, 4], minutes: 720), "seasonal-naive", new RollingOriginOptions(4));
        Assert.Equal(2, scores.SeasonalMase!.Value, 9);
        Assert.Equal(2 / (26.0 / 3), scores.Mase!.Value, 9);
    }

    [Fact]
    public void Evaluate_AnyMethod_SeesThePastOnlyAndIsTimed()
    {
        var probe = new Probe(_clock);
        CountSeries series = Simulated.Series([.. Enumerable.Range(0, 20).Select(i => (double)i)]);
        ForecastScores scores = RollingOrigin.Evaluate(series, probe, new RollingOriginOptions(10) { Horizon = 3, Block = 4, Seed = 9 }, _clock, Cancellation);

        Assert.Equal((10, 9ul), (probe.TrainedOn, probe.Seed));
        Assert.Equal([.. Enumerable.Range(10, 8)], probe.Origins);
        Assert.Equal([4, 4], probe.Batches);
        Assert.Equal(7, scores.TrainSeconds);
        Assert.Equal(2 * 40 / 8.0, scores.InferenceMs);
        Assert.Equal("because", scores.FallbackReason);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(6, 1)]
    [InlineData(4, 3)]
    [InlineData(3, 0)]
    public void Evaluate_NothingToTrainOrTestOn_Throws(int training, int horizon) =>
        Assert.ThrowsAny<ArgumentException>(() =>
            Evaluate(Simulated.Series([1, 2, 3, 4, 5, 6]), "last-value", new RollingOriginOptions(training) { Horizon = horizon }));

    [Fact]
    public void Evaluate_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            RollingOrigin.Evaluate(Simulated.Series([1, 2, 3]), ForecastingMethods.Find("last-value"), new RollingOriginOptions(1), _clock, source.Token));
    }

    [Fact]
    public void Evaluate_WhatIsNotFinite_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() =>
            RollingOrigin.Evaluate(Simulated.Series([1, 2, 3]), new Probe(_clock, double.NaN), new RollingOriginOptions(1), _clock, Cancellation));

    [Fact]
    public void Median_OfScores_IsTakenMeasureByMeasure()
    {
        ForecastScores median = ForecastScores.Median([Scores(1, 9), Scores(5, null), Scores(3, 4)]);
        Assert.Equal(3, median.Smape);
        Assert.Equal(6.5, median.Mase);
        Assert.Equal(0.3, median.Quantiles[0].Coverage);
        Assert.Throws<ArgumentException>("scores", () => ForecastScores.Median([]));
    }

    private static ForecastScores Scores(double value, double? mase) => new()
    {
        Smape = value,
        SmapeOfSum = value / 2,
        Mase = mase,
        SeasonalMase = null,
        Crps = value,
        Quantiles = [new QuantileScores(0.9, value, value / 10, 0.9, null)],
        TrainSeconds = 0,
        InferenceMs = 0,
    };

    private ForecastScores Evaluate(CountSeries series, string method, RollingOriginOptions options) =>
        RollingOrigin.Evaluate(series, ForecastingMethods.Find(method), options, _clock, Cancellation);

    private sealed class Probe(FakeTimeProvider clock, double value = 0) : IForecasterTrainer, IForecaster
    {
        public string Name => "probe";

        public int TrainedOn { get; private set; }

        public ulong Seed { get; private set; }

        public List<int> Origins { get; } = [];

        public List<int> Batches { get; } = [];

        public IForecaster Train(CountSeries training, ulong seed, CancellationToken cancellationToken)
        {
            (TrainedOn, Seed) = (training.Length, seed);
            clock.Advance(TimeSpan.FromSeconds(7));
            return this;
        }

        public Forecast Forecast(CountSeries history, int horizon)
        {
            // The counts are the bins' numbers: the last one seen is the one before the origin.
            Assert.True(double.IsNaN(value) || history.Counts[^1] == history.Length - 1);
            Origins.Add(history.Length);
            PredictiveDistribution bin = double.IsNaN(value) ? new Broken() : new EmpiricalDistribution([value]);
            return new Forecast(Name, history.End, history.BinWidth, [.. Enumerable.Repeat(bin, horizon)], "because");
        }

        public IReadOnlyList<Forecast> ForecastBatch(IReadOnlyList<CountSeries> histories, int horizon)
        {
            Batches.Add(histories.Count);
            clock.Advance(TimeSpan.FromMilliseconds(40));
            return [.. histories.Select(history => Forecast(history, horizon))];
        }
    }

    private sealed class Broken : PredictiveDistribution
    {
        public override double Mean => double.NaN;

        public override double Variance => double.NaN;

        public override double Cdf(double value) => double.NaN;

        public override double Quantile(double probability) => double.NaN;
    }
}
