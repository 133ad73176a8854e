namespace Aquatope.Workflows.Tests;

public sealed class IdleWorkersTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void PerCall_FirstHour_IsNotKnown()
    {
        Assert.Null(Watch(IdleWorkers.None, minutes: 59, slots: 2, calls: 1).PerCall);
        Assert.NotNull(Watch(IdleWorkers.None, minutes: 60, slots: 2, calls: 1).PerCall);
    }

    [Fact]
    public void PerCall_NoCalls_IsNotKnown() => Assert.Null(Watch(IdleWorkers.None, minutes: 600, slots: 2, calls: 0).PerCall);

    [Fact]
    public void PerCall_TwoPlacesIdleAndFourCallsAMinute_IsHalfAMinute() =>
        Assert.Equal(30, Watch(IdleWorkers.None, minutes: 120, slots: 2, calls: 4).PerCall!.Value.TotalSeconds, tolerance: 1e-6);

    [Fact]
    public void PerCall_LoadChanged_FollowsWithinDays()
    {
        IdleWorkers quiet = Watch(IdleWorkers.None, minutes: 1440, slots: 1, calls: 0.1);
        IdleWorkers busy = Watch(quiet, minutes: 3 * 1440, slots: 1, calls: 10);
        Assert.Equal(600, quiet.PerCall!.Value.TotalSeconds, tolerance: 1e-6);
        Assert.InRange(busy.PerCall!.Value.TotalSeconds, 6, 7);
    }

    private static IdleWorkers Watch(IdleWorkers idle, int minutes, int slots, double calls) =>
        Enumerable.Range(0, minutes).Aggregate(idle, (known, _) => known.With(Minute, slots, calls));
}
