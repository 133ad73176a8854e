using Aquatope.Forecasting;
using Aquatope.Tuning;

namespace Aquatope.Workflows.Tests;

/// <summary>What becomes of counts and forecasters as time passes and programs restart.</summary>
public sealed class OnlineForecastingTests
{
    // Days of ten intervals, so that a seasonal forecast has something to learn.
    private static readonly PreWarmerOptions Options = new()
    {
        Interval = TimeSpan.FromDays(0.1),
        Forecasters = ["seasonal-naive"],
        MinimumTrainingIntervals = 40,
    };

    private static readonly LstmOptions SmallLstm = new() { WindowBins = 8, Units = 4, Training = new TrainingOptions { Epochs = 1, BatchSize = 16 } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_AfterARestart_GoOnWithoutGapOrDouble()
    {
        using var before = new PreWarming(Options, "Resize");
        await RunDaysAsync(before, 2);
        await before.PreWarmer.SaveAsync(Cancellation);
        DemandDocument stored = (await before.Demands.ReadAsync("Resize", Cancellation))!;

        using var after = new PreWarming(Options, before.Store, "Resize");
        after.Clock.SetUtcNow(before.Clock.GetUtcNow().AddDays(1));

        // The source still has all reports, and one from the time in which no program ran.
        await foreach (StageReport report in before.Reports.ReadStagesAsync(new ReportQuery { Workflow = "Thumbnails", Lane = Lane.Production }, Cancellation))
        {
            after.Reports.Add(report);
        }

        after.Reports.Add(RecordedReports.Resize(before.Clock.GetUtcNow().AddDays(0.25)));
        await after.PreWarmer.RunOnceAsync(Cancellation);
        await after.PreWarmer.SaveAsync(Cancellation);
        DemandDocument restored = (await after.Demands.ReadAsync("Resize", Cancellation))!;

        Assert.Equal(20, stored.Counts.Length);
        Assert.Equal(stored.Start, restored.Start);
        Assert.Equal([.. stored.Counts, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], restored.Counts);
        Assert.Equal(stored.Times.Service, restored.Times.Service);
    }

    [Fact]
    public async Task Training_BetterMethod_ReplacesTheOneInForceOnce()
    {
        using var warming = new PreWarming(Options, "Resize");
        await RunDaysAsync(warming, 8);
        await warming.PreWarmer.SaveAsync(Cancellation);

        ForecasterDecision first = await warming.Training.TrainAsync(new TrainingRequest("Resize", 1, "it is time"), Cancellation);
        Assert.Equal((ForecasterAction.Replaced, "seasonal-naive"), (first.Action, first.Method));
        Assert.True(first.Competitors[0].Loss < first.Competitors.Single(entry => entry.IsIncumbent).Loss);

        ForecasterDecision second = await warming.Training.TrainAsync(new TrainingRequest("Resize", 2, "it is time"), Cancellation);
        Assert.Equal((ForecasterAction.Kept, "seasonal-naive"), (second.Action, second.Method));
        Assert.Equal(new ForecasterInForce(2, 1, "seasonal-naive", second.At), await warming.History.InForceAsync("Resize", Cancellation));

        // An activity may run twice.
        ForecasterDecision again = await warming.Training.TrainAsync(new TrainingRequest("Resize", 2, "it is time"), Cancellation);
        Assert.Equal(second.At, again.At);
        Assert.Equal(2, (await warming.History.DecisionsAsync("Resize", Cancellation)).Count);
    }

    [Fact]
    public async Task Forecast_AfterTheTraining_IsByTheMethodInForce()
    {
        using var warming = new PreWarming(Options, "Resize");
        await RunDaysAsync(warming, 8);
        await warming.PreWarmer.SaveAsync(Cancellation);
        CountSeries counts = await CountsAsync(warming);
        Assert.Equal("gamma-poisson", (await warming.Forecasters.ForecastAsync("Resize", counts, 1, Cancellation)).Method);

        await warming.Training.TrainAsync(new TrainingRequest("Resize", 1, "it is time"), Cancellation);
        Assert.Equal("seasonal-naive", (await warming.Forecasters.ForecastAsync("Resize", counts, 1, Cancellation)).Method);
    }

    [Fact]
    public async Task Training_NothingStored_FailsAndLeavesTheBaseline()
    {
        using var warming = new PreWarming(Options, "Resize");
        ForecasterDecision decision = await warming.Training.TrainAsync(new TrainingRequest("Resize", 1, "it is time"), Cancellation);

        Assert.Equal((ForecasterAction.Failed, "gamma-poisson"), (decision.Action, decision.Method));
    }

    [Fact]
    public async Task Forecast_DamagedModel_IsByTheBaselineAndSaysSo()
    {
        using var warming = new PreWarming(Options, "Resize");
        await RunDaysAsync(warming, 8);
        await warming.PreWarmer.SaveAsync(Cancellation);
        CountSeries counts = await CountsAsync(warming);
        IForecaster trained = new LstmTrainer(SmallLstm).Train(counts, 1, Cancellation);
        await warming.History.PutInForceAsync("Resize", new ForecasterInForce(1, 1, "lstm", warming.Clock.GetUtcNow()), trained, Cancellation);
        Assert.Equal("lstm", (await warming.Forecasters.ForecastAsync("Resize", counts, 1, Cancellation)).Method);
        Assert.Empty(await warming.History.DecisionsAsync("Resize", Cancellation));

        // The next process finds the file damaged.
        warming.Store.Damage("stages/Resize/forecaster/model");
        using var next = new PreWarming(Options, warming.Store, "Resize");
        next.Clock.SetUtcNow(warming.Clock.GetUtcNow());
        Forecast forecast = await next.Forecasters.ForecastAsync("Resize", counts, 1, Cancellation);
        await next.Forecasters.ForecastAsync("Resize", counts, 1, Cancellation);

        Assert.Equal("gamma-poisson", forecast.Method);
        ForecasterDecision decision = Assert.Single(await next.History.DecisionsAsync("Resize", Cancellation));
        Assert.Equal((ForecasterAction.FellBack, "lstm", forecast.FallbackReason), (decision.Action, decision.Method, decision.Reason));
    }

    [Fact]
    public void StageForecaster_MethodThrows_FallsBack()
    {
        Forecast forecast = new StageForecaster(new BrokenForecaster(), 0.95).Forecast(new CountSeries(DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(1), [1, 2, 3, 4]), 2);

        Assert.Equal(("gamma-poisson", 2), (forecast.Method, forecast.Bins.Count));
        Assert.Contains("out of order", forecast.FallbackReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schedule_EnoughHistoryThenADay_IsDueThenAgain()
    {
        using var warming = new PreWarming(Options, "Resize");
        await RunDaysAsync(warming, 3);
        await warming.PreWarmer.SaveAsync(Cancellation);
        Assert.Null(await warming.Schedule.DueAsync("Resize", Cancellation));

        await RunDaysAsync(warming, 2);
        await warming.PreWarmer.SaveAsync(Cancellation);
        TrainingRequest first = (await warming.Schedule.DueAsync("Resize", Cancellation))!;
        Assert.Equal(1, first.Training);
        await warming.Training.TrainAsync(first, Cancellation);
        Assert.Null(await warming.Schedule.DueAsync("Resize", Cancellation));

        warming.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, (await warming.Schedule.DueAsync("Resize", Cancellation))!.Training);
    }

    [Fact]
    public async Task Schedule_ForecastsNoLongerComeTrue_IsDueBeforeItsTime()
    {
        using var warming = new PreWarming(Options with { TrainEvery = TimeSpan.FromDays(1000) }, "Resize");
        await RunDaysAsync(warming, 8);
        await warming.PreWarmer.SaveAsync(Cancellation);
        await warming.Training.TrainAsync(new TrainingRequest("Resize", 1, "it is time"), Cancellation);
        await RunDaysAsync(warming, 1);
        Assert.Null(await warming.Schedule.DueAsync("Resize", Cancellation));

        // Each day brings more than the day before, and so more than is forecast.
        for (int day = 1; day <= 8; day++)
        {
            await RunDaysAsync(warming, 1, more: 6 * day);
        }

        TrainingRequest due = (await warming.Schedule.DueAsync("Resize", Cancellation))!;
        Assert.Contains("no longer", due.Why, StringComparison.Ordinal);
    }

    // Each day three calls in every interval, thirty in one of them.
    private static async Task RunDaysAsync(PreWarming warming, int days, int more = 0)
    {
        for (int interval = 0; interval < 10 * days; interval++)
        {
            DateTimeOffset now = warming.Clock.GetUtcNow();
            for (int call = 0; call < more + (interval % 10 == 4 ? 30 : 3); call++)
            {
                warming.Reports.Add(RecordedReports.Resize(now.AddMinutes(call + 1)));
            }

            warming.Clock.Advance(Options.Interval);
            await warming.PreWarmer.RunOnceAsync(Cancellation);
        }
    }

    private static async Task<CountSeries> CountsAsync(PreWarming warming)
    {
        DemandDocument document = (await warming.Demands.ReadAsync("Resize", Cancellation))!;
        return new CountSeries(document.Start, document.Interval, [.. document.Counts.Select(count => (double)count)]);
    }

    private sealed class BrokenForecaster : IForecaster
    {
        public string Name => "broken";

        public Forecast Forecast(CountSeries history, int horizon) => throw new InvalidOperationException("It is out of order.");
    }
}
