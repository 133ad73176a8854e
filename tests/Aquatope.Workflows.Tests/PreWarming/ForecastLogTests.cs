namespace Aquatope.Workflows.Tests;

public sealed class ForecastLogTests
{
    private static readonly ForecastAccuracy Monday = new(new DateOnly(2026, 11, 23), "hbnn") { Intervals = 2, Crps = 1, AbsoluteError = 3, Calls = 10, Covered = 1 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AccuracyOf_RoundsOfThePreWarmer_CountsEachIntervalThatCameDueOnce()
    {
        using var warming = new PreWarming(new PreWarmerOptions(), "Resize");
        await RunAsync(warming, rounds: 12);

        IReadOnlyList<ForecastSample> samples = warming.Log.SamplesOf("Resize");
        IReadOnlyList<ForecastAccuracy> accuracy = await warming.Log.AccuracyOfAsync("Resize", Cancellation);

        Assert.All(samples, sample => Assert.Equal(sample.Quantiles, sample.Quantiles.Order()));
        Assert.All(samples, sample => Assert.NotNull(sample.Target));
        Assert.Equal(samples.Count(sample => sample.Actual is not null), accuracy.Sum(row => row.Intervals));
        Assert.Equal(samples.Sum(sample => sample.Actual ?? 0), accuracy.Sum(row => row.Calls));
        Assert.True(accuracy.Sum(row => row.Intervals) > 0);
    }

    [Fact]
    public async Task AccuracyOf_AfterSaving_TellsTheSame()
    {
        using var warming = new PreWarming(new PreWarmerOptions(), "Resize");
        await RunAsync(warming, rounds: 6);
        IReadOnlyList<ForecastAccuracy> before = await warming.Log.AccuracyOfAsync("Resize", Cancellation);

        await warming.PreWarmer.SaveAsync(Cancellation);

        Assert.Equal(before, await warming.Log.AccuracyOfAsync("Resize", Cancellation));
        Assert.Equal(before, await new AccuracyStore(warming.Store).ReadAsync("Resize", Cancellation));
    }

    [Fact]
    public void Merge_OfTheSameDayAndMethod_AddsUp()
    {
        ForecastAccuracy tuesday = Monday with { Day = new DateOnly(2026, 11, 24) };

        List<ForecastAccuracy> rows = AccuracyStore.Merge([tuesday, Monday], [Monday]);

        Assert.Equal([Monday with { Intervals = 4, Crps = 2, AbsoluteError = 6, Calls = 20, Covered = 2 }, tuesday], rows);
    }

    private static async Task RunAsync(PreWarming warming, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            for (int n = 0; n < 20; n++)
            {
                warming.Clock.Advance(TimeSpan.FromSeconds(0.5));
                warming.Reports.Add(RecordedReports.Resize(warming.Clock.GetUtcNow()));
            }

            await warming.PreWarmer.RunOnceAsync(Cancellation);
        }
    }
}
