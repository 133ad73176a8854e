using Aquatope.Forecasting;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation.Tests.Platform;

public sealed class PolicyTests
{
    [Fact]
    public void Histogram_CallsEveryHalfHour_WarmsJustInTime()
    {
        double[] calls = [.. Enumerable.Range(0, 48).Select(i => i * 1_800_000.0)];
        FunctionResult histogram = Scenes.Run(Scenes.Function(Scenes.AtMs(calls), new HistogramPolicy()), seconds: 86_400);
        FunctionResult keepAlive = Scenes.Run(Scenes.Function(Scenes.AtMs(calls), Scenes.KeepAlive(1800)), seconds: 86_400);

        // One cold start at first; until ten idle times are known the worker stays, and then it is there for the call with much less memory.
        Assert.Equal((1, 1), (histogram.ColdStarts, keepAlive.ColdStarts));
        Assert.InRange(histogram.MiBSeconds, 0, 0.6 * keepAlive.MiBSeconds);
    }

    [Fact]
    public void IdleTimes_CallsEveryHalfHour_WarmsJustInTime()
    {
        double[] calls = [.. Enumerable.Range(0, 48).Select(i => i * 1_800_000.0)];
        var prices = new PoolPolicy { PricePerColdStart = 900, PricePerIdleSecond = 1 };
        FunctionResult idleTimes = Scenes.Run(Scenes.Function(Scenes.AtMs(calls), new IdleTimesPolicy(new IdleTimeExperience(), prices)), seconds: 86_400);
        FunctionResult keepAlive = Scenes.Run(Scenes.Function(Scenes.AtMs(calls), Scenes.KeepAlive(1800)), seconds: 86_400);

        // The first calls teach it the habit.
        Assert.InRange(idleTimes.ColdStarts, 1, 3);
        Assert.InRange(idleTimes.MiBSeconds, 0, 0.25 * keepAlive.MiBSeconds);
    }

    [Fact]
    public void IdleTimes_RandomLoadOnSharedWorkers_NeverHoldsMoreThanTheCallsHaveNeeded()
    {
        var random = new SeededRandom(3);
        double now = 0;
        double[] calls = [.. Enumerable.Range(0, 3000).Select(i => now += -1000 * Math.Log(1 - random.NextDouble()) * (i % 500 < 250 ? 0.2 : 2))];
        FunctionOptions function = Scenes.Function(Scenes.AtMs(calls), new IdleTimesPolicy(new IdleTimeExperience(), new PoolPolicy { PricePerColdStart = 100, PricePerIdleSecond = 1 }));
        FunctionResult result = Scenes.Run(function with { Configuration = Scenes.Small with { Concurrency = 4 } }, (now / 1000) + 3600);

        Assert.Equal(3000, result.Executions);
        Assert.InRange(result.ColdStarts, 1, 100);
        Assert.InRange(result.WorkersStarted, 1, result.ColdStarts + 50);
    }

    [Fact]
    public void IdleTimes_MoreCallsThanThereMayBeWorkers_CountsNoMoreSlotsThanWorkers()
    {
        var policy = new IdleTimesPolicy(new IdleTimeExperience(), new PoolPolicy { PricePerColdStart = 100, PricePerIdleSecond = 1 });
        var platform = new ServerlessPlatform([Scenes.Function(Scenes.AtMs(new double[20]), policy) with { MaximumWorkers = 2 }], seed: 1);
        platform.RunUntil(TimeSpan.FromSeconds(1));

        Assert.Equal(2, policy.IdleSlots!.InUse);
    }

    [Fact]
    public void Forecast_CountsOfTheIntervals_SizesThePoolAsProductionDoes()
    {
        var forecaster = new MovingMaximumForecaster(3);
        var options = new ForecastPolicyOptions { Past = new CountSeries(DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(1), [5, 9]) };
        var policy = new ForecastPolicy(forecaster, options);
        int target = policy.Decide(new PoolObservation { Configuration = Scenes.Small });
        int next = policy.Decide(new PoolObservation
        {
            Now = TimeSpan.FromMinutes(1),
            Length = TimeSpan.FromMinutes(1),
            Configuration = Scenes.Small,
            Arrivals = 40,
            Completions = 40,
            MeanExecution = TimeSpan.FromSeconds(6),
        });

        Assert.Equal(Decide([5, 9], TimeSpan.FromSeconds(1), PoolSizerState.Initial, out PoolSizerState state), target);
        Assert.Equal(Decide([5, 9, 40], TimeSpan.FromSeconds(6), state, out _), next);
        Assert.True(next > target);

        int Decide(double[] counts, TimeSpan execution, PoolSizerState before, out PoolSizerState after)
        {
            PoolDecision decision = WarmPoolSizer.Decide(
                new PoolDemand
                {
                    Calls = forecaster.Forecast(new CountSeries(DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(1), counts), 2).Bins,
                    Interval = TimeSpan.FromMinutes(1),
                    ServiceTime = execution,
                    StartUp = TimeSpan.FromSeconds(1),
                },
                options.Prices,
                before);
            after = decision.State;
            return decision.Target;
        }
    }

    [Fact]
    public void Forecast_SteadyLoad_HasFarFewerColdStartsThanNoPool()
    {
        double[] calls = [.. Enumerable.Range(0, 600).Select(i => i * 6000.0)];
        FunctionResult pooled = Scenes.Run(Scenes.Function(Scenes.AtMs(calls), new ForecastPolicy(new GammaPoissonForecaster())), seconds: 3600);
        FunctionResult alone = Scenes.Run(Scenes.Function(Scenes.AtMs(calls), Scenes.KeepAlive(0)), seconds: 3600);

        Assert.Equal(600, alone.ColdStarts);
        Assert.InRange(pooled.ColdStarts, 1, 12);
    }

    [Fact]
    public void ForecastsInAdvance_CountsAsForeseen_DecideAsForecastsInTime()
    {
        double[] counts = [.. Enumerable.Range(0, 90).Select(i => (double)(i * i % 23))];
        var all = new CountSeries(DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(1), counts);
        FunctionResult Run(IForecaster forecaster)
        {
            var simulated = new CountSeries(DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(1), counts[30..]);
            var policy = new ForecastPolicy(forecaster, new ForecastPolicyOptions { Past = all.Prefix(30) });
            return Scenes.Run(Scenes.Function(new CountArrivals(simulated, CallPlacement.Uniform, new SeededRandom(4)), policy), seconds: 3600);
        }

        FunctionResult inTime = Run(new GammaPoissonForecaster());
        FunctionResult inAdvance = Run(new ForecastsInAdvance(new GammaPoissonForecaster(), all, first: 30));
        Assert.Equal((inTime.ColdStarts, inTime.MiBSeconds), (inAdvance.ColdStarts, inAdvance.MiBSeconds));

        // Other counts than foreseen: forecast from what was really seen.
        var other = new CountSeries(DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(1), [.. counts[..39], 1000]);
        var forecaster = new ForecastsInAdvance(new LastValueForecaster(), all, first: 30);
        Assert.Equal(1000, forecaster.Forecast(other, 1).Bins[0].Mean, 9);
        Assert.Equal(counts[39], forecaster.Forecast(all.Prefix(40), 1).Bins[0].Mean, 9);
    }

    [Fact]
    public void Forecast_PastOfAnotherWidth_IsRefused() => Assert.Throws<ArgumentException>("options", () => new ForecastPolicy(
        new LastValueForecaster(), new ForecastPolicyOptions { Past = new CountSeries(DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1), [1]) }));
}
