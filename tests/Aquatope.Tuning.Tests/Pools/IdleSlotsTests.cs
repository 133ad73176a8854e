using System.Collections.Immutable;
using System.Text.Json;
using Aquatope.Inference;

namespace Aquatope.Tuning.Tests.Pools;

public sealed class IdleSlotsTests
{
    private static readonly PoolPolicy Prices = new() { PricePerColdStart = 300, PricePerIdleSecond = 1 };
    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(2);
    private readonly IdleTimeExperience _experience = new();

    [Fact]
    public void Use_CalledOnASchedule_WorkerGoesAndComesBackBeforeItIsDue()
    {
        IdleSlots slots = Slots();
        CallEvery(slots, TimeSpan.FromMinutes(15), times: 12);
        TimeSpan idleSince = TimeSpan.FromMinutes(15 * 12) + TimeSpan.FromSeconds(1);

        Assert.Equal(0, WarmAt(slots, idleSince + TimeSpan.FromMinutes(5)));
        Assert.Equal(0, WarmAt(slots, idleSince + TimeSpan.FromMinutes(11)));
        Assert.Equal(1, WarmAt(slots, idleSince + TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1) - StartUp));
        Assert.Equal(0, WarmAt(slots, idleSince + TimeSpan.FromMinutes(40)));
    }

    [Fact]
    public void Use_CalledOften_WorkerStays()
    {
        IdleSlots slots = Slots();
        CallEvery(slots, TimeSpan.FromSeconds(2), times: 50);

        Assert.Equal(1, slots.Warm);
        Assert.True(slots.NextChange > TimeSpan.FromSeconds((2 * 50) + 2));
    }

    [Fact]
    public void Use_CallsThatComeOneByOneButOnceTogether_OnlyTheFirstSlotIsKept()
    {
        IdleSlots slots = Slots();
        CallEvery(slots, TimeSpan.FromSeconds(5), times: 50);
        TimeSpan now = TimeSpan.FromSeconds(5 * 51);
        slots.Use(4, now);
        slots.Use(0, now += TimeSpan.FromSeconds(1));
        for (int n = 0; n < 600; n++)
        {
            slots.Use(1, now += TimeSpan.FromSeconds(1));
            slots.Use(0, now += TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, slots.Warm);
    }

    [Fact]
    public void Use_DearColdStarts_KeepIdleWorkersLonger()
    {
        IdleSlots cheap = new(_experience, Prices with { PricePerColdStart = 1 }, StartUp);
        IdleSlots dear = new(new IdleTimeExperience(), Prices with { PricePerColdStart = 1000 }, StartUp);
        CallEvery(cheap, TimeSpan.FromMinutes(1), times: 1);
        CallEvery(dear, TimeSpan.FromMinutes(1), times: 1);

        Assert.True(cheap.NextChange is null || cheap.NextChange < dear.NextChange, $"{cheap.NextChange}, {dear.NextChange}");
        Assert.Equal(1, dear.Warm);
    }

    [Fact]
    public void Use_OtherPoolsKnowTheHabit_NewPoolBelievesThem()
    {
        foreach (int pool in Enumerable.Range(0, 20))
        {
            CallEvery(Slots(), TimeSpan.FromMinutes(15), times: 6);
        }

        IdleSlots slots = Slots();
        CallEvery(slots, TimeSpan.FromMinutes(15), times: 2);
        TimeSpan idleSince = TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(1);

        Assert.Equal(0, WarmAt(slots, idleSince + TimeSpan.FromMinutes(5)));
        Assert.Equal(1, WarmAt(slots, idleSince + TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Use_MoreThanTheCeiling_KeepsNoMoreThanThat()
    {
        IdleSlots slots = new(_experience, Prices with { Ceiling = 3 }, StartUp);
        slots.Use(10, TimeSpan.FromSeconds(1));
        slots.Use(0, TimeSpan.FromSeconds(2));

        Assert.InRange(slots.Warm, 0, 3);
        Assert.Equal(0, slots.InUse);
    }

    [Fact]
    public void Forecast_NeverSeenBefore_IsFollowed()
    {
        IdleSlots slots = Slots();
        slots.Forecast(3, TimeSpan.FromSeconds(1));

        Assert.Equal((0, 3), (slots.Warm, slots.Held));
    }

    [Fact]
    public void Forecast_WorkersThatOnlyIdle_AreHeldUntilTheyHaveCostSixColdStarts()
    {
        IdleSlots slots = Slots();
        slots.Forecast(1, TimeSpan.Zero);

        Assert.Equal(1, HeldAt(slots, TimeSpan.FromSeconds(6 * 300)));
        Assert.Equal(0, HeldAt(slots, TimeSpan.FromSeconds(6.5 * 300)));
    }

    [Theory]
    [InlineData(0.9, 1)]
    [InlineData(1.1, 0)]
    public void Forecast_NeverSavesAnything_IsFollowedForGoodWhereItCostsLessThanAColdStartAnHour(double coldStartsAnHour, int held)
    {
        IdleSlots slots = new(_experience, Prices with { PricePerIdleSecond = coldStartsAnHour * 300 / 3600 }, StartUp);
        slots.Forecast(1, TimeSpan.Zero);

        Assert.Equal(held, HeldAt(slots, TimeSpan.FromDays(2)));
    }

    [Fact]
    public void Forecast_SavesColdStartsAfterAll_IsFollowedAgain()
    {
        IdleSlots slots = Slots();
        slots.Forecast(4, TimeSpan.Zero);
        slots.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0, slots.Held);

        slots.Use(4, TimeSpan.FromMinutes(10));
        slots.Use(0, TimeSpan.FromMinutes(10));

        Assert.Equal(4, slots.Held);
    }

    [Fact]
    public void Forecast_OfWorkersThatIdleTimesKeepAnyway_CostsNothing()
    {
        IdleSlots slots = Slots();
        CallEvery(slots, TimeSpan.FromSeconds(2), times: 50);
        TimeSpan now = TimeSpan.FromSeconds(101);
        for (int n = 0; n < 3600; n++)
        {
            slots.Forecast(1, now);
            slots.Use(1, now += TimeSpan.FromSeconds(1));
            slots.Use(0, now += TimeSpan.FromSeconds(1));
        }

        slots.Forecast(2, now);
        Assert.Equal(2, slots.Held);
    }

    [Fact]
    public void Held_FloorOfThePolicy_HoldsWhateverTheForecast()
    {
        IdleSlots slots = new(_experience, Prices with { Floor = 2 }, StartUp);
        slots.Forecast(2, TimeSpan.Zero);

        Assert.Equal(2, HeldAt(slots, TimeSpan.FromHours(10)));
    }

    [Fact]
    public void Advance_RandomLoad_WarmIsTheNumberOfWarmSlotsAndNeverNegative()
    {
        var random = new SeededRandom(7);
        IdleSlots slots = Slots();
        TimeSpan now = TimeSpan.Zero;
        int inUse = 0;
        for (int n = 0; n < 20_000; n++)
        {
            now += TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) * (n % 200 < 100 ? 0.1 : 20));
            inUse = random.NextDouble() < 0.5 ? inUse + 1 : Math.Max(0, inUse - 1);
            slots.Use(inUse, now);

            Assert.InRange(slots.Warm, 0, Prices.Ceiling);
            Assert.True(slots.NextChange is null || slots.NextChange > now);
        }

        slots.Use(0, now);
        slots.Advance(now + TimeSpan.FromHours(4));
        Assert.Equal(0, slots.Warm);
        Assert.Null(slots.NextChange);
    }

    [Fact]
    public void Advance_Backwards_IsRefused()
    {
        IdleSlots slots = Slots();
        slots.Advance(TimeSpan.FromSeconds(2));

        Assert.Throws<ArgumentOutOfRangeException>(() => slots.Advance(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void BinOf_AnyTime_LiesWithinItsBin()
    {
        for (double seconds = 0.01; seconds < 10_000; seconds *= 1.07)
        {
            int bin = IdleTimeScale.BinOf(TimeSpan.FromSeconds(seconds));
            Assert.InRange(seconds, IdleTimeScale.Begin(bin), IdleTimeScale.End(bin) * (1 + 1e-9));
        }

        Assert.Equal(IdleTimeScale.Bins - 1, IdleTimeScale.BinOf(TimeSpan.FromDays(2)));
    }

    [Fact]
    public void State_StoredAndReadAgain_DecidesTheSame()
    {
        // So long that old idle times have counted half many times.
        var random = new SeededRandom(3);
        IdleSlots slots = Slots();
        slots.Forecast(3, TimeSpan.Zero);
        TimeSpan now = TimeSpan.Zero;
        for (int n = 0; n < 30_000; n++)
        {
            Step(random, ref now, slots);
        }

        // Idle times that have begun are not part of it: all slots are in use.
        slots.Use(8, now);
        var experience = new IdleTimeExperience { State = Stored(_experience.State) };
        var restored = new IdleSlots(experience, Prices, StartUp) { State = Stored(slots.State) };
        TimeSpan restart = now;
        restored.Use(8, TimeSpan.Zero);
        restored.Forecast(3, TimeSpan.Zero);
        Assert.NotEqual(0, restored.State.ForecastBalance);
        for (int n = 0; n < 3000; n++)
        {
            int workers = Step(random, ref now, slots);
            restored.Use(workers, now - restart);
            Assert.Equal((slots.Warm, slots.Held, slots.NextChange - restart), (restored.Warm, restored.Held, restored.NextChange));
        }
    }

    [Fact]
    public void State_OfAPoolThatHasLearned_IsWhatMakesTheDifference()
    {
        IdleSlots slots = Slots();
        CallEvery(slots, TimeSpan.FromMinutes(15), times: 12);
        var restored = new IdleSlots(new IdleTimeExperience { State = Stored(_experience.State) }, Prices, StartUp) { State = Stored(slots.State) };
        var forgetful = new IdleSlots(new IdleTimeExperience(), Prices, StartUp);
        CallEvery(restored, TimeSpan.FromMinutes(15), times: 1);
        CallEvery(forgetful, TimeSpan.FromMinutes(15), times: 1);
        TimeSpan due = TimeSpan.FromMinutes(30);

        Assert.Equal(0, WarmAt(restored, due - TimeSpan.FromMinutes(5)));
        Assert.Equal(1, WarmAt(restored, due - StartUp));
        Assert.Equal(0, WarmAt(forgetful, due - StartUp));
    }

    [Fact]
    public void State_OfALargePool_HoldsItsFirstHundredSlots()
    {
        IdleSlots slots = new(_experience, Prices with { Ceiling = 1000 }, StartUp);
        slots.Use(500, TimeSpan.FromSeconds(1));
        slots.Use(0, TimeSpan.FromSeconds(2));

        Assert.Equal(100, slots.State.Slots.Length);
    }

    [Fact]
    public void State_OfMoreSlotsThanTheCeiling_LeavesOutWhatIsBeyond()
    {
        IdleSlots slots = Slots();
        slots.Use(5, TimeSpan.FromSeconds(1));
        slots.Use(0, TimeSpan.FromSeconds(2));
        var small = new IdleSlots(_experience, Prices with { Ceiling = 2 }, StartUp) { State = slots.State };

        Assert.Equal(2, small.State.Slots.Length);
    }

    [Theory]
    [InlineData(59, 1.0)]
    [InlineData(61, 1.0)]
    [InlineData(60, -1.0)]
    [InlineData(60, double.NaN)]
    [InlineData(60, double.PositiveInfinity)]
    [InlineData(60, 400.0)]
    public void State_OfNoCounts_IsRefused(int bins, double first)
    {
        ImmutableArray<double> ended = [first, .. Enumerable.Repeat(0.0, bins - 1)];

        Assert.Throws<ArgumentException>(() => new IdleSlotState { Before = 3, Ended = ended });
        Assert.Throws<ArgumentException>(() => _experience.State with { All = ended });
        Assert.Throws<ArgumentException>(() => _experience.State with { AfterClass = [.. Enumerable.Repeat(ended, 16)] });
    }

    [Fact]
    public void State_OfNoSuchBinOrClassOrBalance_IsRefused()
    {
        ImmutableArray<double> none = _experience.State.All;

        Assert.Throws<ArgumentOutOfRangeException>(() => new IdleSlotState { Before = 60, Ended = none });
        Assert.Throws<ArgumentOutOfRangeException>(() => new IdleSlotState { Before = -1, Ended = none });
        Assert.Throws<ArgumentException>(() => new IdleTimeExperienceState { All = none, AfterClass = [none] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new IdleSlotsState { ForecastBalance = double.NaN, Slots = [] });
        Assert.Throws<ArgumentException>(() => new IdleSlotsState { ForecastBalance = 0, Slots = default });
    }

    private static T Stored<T>(T state) => JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(state))!;

    private static int Step(SeededRandom random, ref TimeSpan now, IdleSlots pool)
    {
        now += TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) * (random.NextDouble() < 0.5 ? 0.3 : 60));
        int workers = (int)(8 * random.NextDouble() * random.NextDouble());
        pool.Use(workers, now);
        return workers;
    }

    private IdleSlots Slots() => new(_experience, Prices, StartUp);

    // Each call takes a second.
    private static void CallEvery(IdleSlots slots, TimeSpan interval, int times)
    {
        for (int n = 1; n <= times; n++)
        {
            slots.Use(1, n * interval);
            slots.Use(0, (n * interval) + TimeSpan.FromSeconds(1));
        }
    }

    private static int HeldAt(IdleSlots slots, TimeSpan time)
    {
        slots.Advance(time);
        return slots.Held;
    }

    private static int WarmAt(IdleSlots slots, TimeSpan time)
    {
        slots.Advance(time);
        return slots.Warm;
    }
}
