namespace Aquatope.Forecasting.Tests;

public sealed class ForecasterContestTests
{
    private static readonly RollingOriginOptions Options = new(600) { Quantiles = [0.95] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_BatchesEveryTenMinutes_AreBestForeseenByTheirPeriod()
    {
        // Of a day of ten bins, the seasonal forecast knows each.
        CountSeries comb = Daily(SyntheticSeries.Comb(800));
        IReadOnlyList<ForecasterEntrant> entrants = ForecasterContest.Run(comb, ["gamma-poisson", "seasonal-naive"], null, Options, Cancellation);

        Assert.Equal(["seasonal-naive", "gamma-poisson"], entrants.Select(entrant => entrant.Forecaster.Name));
        Assert.True(entrants[0].Loss < entrants[1].Loss);
        Assert.DoesNotContain(entrants, entrant => entrant.IsIncumbent);
    }

    [Fact]
    public void Run_EquallyGood_LeavesTheOneInUse()
    {
        ForecasterEntrant best = ForecasterContest.Run(Daily(SyntheticSeries.Comb(800)), ["gamma-poisson"], new GammaPoissonForecaster(), Options, Cancellation)[0];

        Assert.True(best.IsIncumbent);
    }

    [Fact]
    public void Run_MethodCannotLearn_ComesLast()
    {
        // Constant bins, but for the very last: nothing to learn from, though the fallback is as good as any.
        CountSeries constant = Simulated.Series([.. Enumerable.Repeat(3.0, 700)]);
        IReadOnlyList<ForecasterEntrant> entrants = ForecasterContest.Run(constant, ["lstm", "gamma-poisson"], null, Options, Cancellation);

        Assert.Equal(["gamma-poisson", "lstm"], entrants.Select(entrant => entrant.Forecaster.Name));
        Assert.NotNull(entrants[1].FallbackReason);
        Assert.Null(entrants[0].FallbackReason);
    }

    private static CountSeries Daily(CountSeries series) => new(series.Start, TimeSpan.FromDays(0.1), series.Counts.ToArray());
}
