using Aquatope.Tuning;

namespace Aquatope.Azure.Tests;

public sealed class FlexMeterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private readonly FlexMeter _meter = new(new FlexConsumptionRounding());

    [Theory]
    [InlineData(0.02, 1.0)]
    [InlineData(1.0, 1.0)]
    [InlineData(1.32, 1.4)]
    [InlineData(1.3, 1.3)]
    public void End_OneExecution_MetersAtLeastTheMinimumRoundedUp(double seconds, double metered)
    {
        Run(0, seconds);

        Assert.Equal((TimeSpan.FromSeconds(metered), 1L), (_meter.ActiveTime, _meter.Executions));
    }

    [Fact]
    public void End_SeveralAtOnce_MetersTheInstanceOnce()
    {
        _meter.Begin(At(0));
        _meter.Begin(At(1));
        _meter.End(At(2));
        _meter.End(At(3));

        Assert.Equal((TimeSpan.FromSeconds(3), 2L), (_meter.ActiveTime, _meter.Executions));
    }

    [Fact]
    public void End_WithinWhatTheMinimumCovered_MetersNothingMore()
    {
        Run(0, 0.1);
        Run(0.2, 0.9);
        Assert.Equal(TimeSpan.FromSeconds(1), _meter.ActiveTime);

        // The part beyond is metered, again at least the minimum.
        Run(0.95, 1.2);
        Assert.Equal(TimeSpan.FromSeconds(2), _meter.ActiveTime);
    }

    [Fact]
    public void Publish_WhileActive_TakesOffLaterWhatItRoundedUp()
    {
        _meter.Begin(At(0));
        _meter.Publish(At(5.05));
        Assert.Equal(TimeSpan.FromSeconds(5.1), _meter.ActiveTime);
        _meter.Publish(At(10.05));
        _meter.End(At(12.3));

        Assert.Equal(TimeSpan.FromSeconds(12.3), _meter.ActiveTime);
    }

    [Fact]
    public void Publish_NothingActive_MetersNothing()
    {
        _meter.Publish(At(5));

        Assert.Equal(TimeSpan.Zero, _meter.ActiveTime);
    }

    [Fact]
    public void End_NoneActive_IsRefused() => Assert.Throws<InvalidOperationException>(() => _meter.End(At(1)));

    [Fact]
    public void End_OlderHost_HasASmallerMinimum()
    {
        var meter = new FlexMeter(new FlexConsumptionRounding { Minimum = TimeSpan.FromMilliseconds(100) });
        meter.Begin(At(0));
        meter.End(At(0.12));

        Assert.Equal(TimeSpan.FromMilliseconds(200), meter.ActiveTime);
    }

    private static DateTimeOffset At(double second) => Noon.AddSeconds(second);

    private void Run(double from, double to)
    {
        _meter.Begin(At(from));
        _meter.End(At(to));
    }
}
