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
    public void Forecast_WorkersThatOnlyIdle_AreHeldUntilTheyHaveCostAColdStart()
    {
        IdleSlots slots = Slots();
        slots.Forecast(1, TimeSpan.Zero);

        Assert.Equal(1, HeldAt(slots, TimeSpan.FromSeconds(299)));
        Assert.Equal(0, HeldAt(slots, TimeSpan.FromSeconds(400)));
    }

    [Fact]
    public void Forecast_SavesColdStartsAfterAll_IsFollowedAgain()
    {
        IdleSlots slots = Slots();
        slots.Forecast(4, TimeSpan.Zero);
        slots.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, slots.Held);

        slots.Use(4, TimeSpan.FromMinutes(5));
        slots.Use(0, TimeSpan.FromMinutes(5));

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
