using System.Collections.Immutable;
using Aquatope.Inference;

namespace Aquatope.Forecasting.Tests;

public sealed class CalibrationMonitorTests
{
    private static readonly EmpiricalDistribution Believed = new(Enumerable.Range(0, 100).Select(count => (double)count));

    [Fact]
    public void Observe_TrueForecast_RaisesNoAlarm()
    {
        // At most one false alarm in 100,000 bins on average: 20,000 bins without any are to be expected four times in five.
        var random = new SeededRandom(1);
        Assert.Null(FirstAlarm(20_000, () => random.NextInt(100)));
    }

    [Fact]
    public void Observe_ForecastOffWithinTolerance_RaisesNoAlarm()
    {
        // The 95 % quantile is exceeded in 9 of 100 bins.
        var random = new SeededRandom(2);
        Assert.Null(FirstAlarm(20_000, () => random.NextDouble() < 0.09 ? 99 : random.NextInt(95)));
    }

    [Fact]
    public void Observe_DemandRises_RaisesAnAlarmWithinAFewBins()
    {
        var random = new SeededRandom(3);
        Assert.InRange(FirstAlarm(1000, () => 60 + random.NextInt(100))!.Value, 5, 40);
    }

    [Fact]
    public void Observe_DemandFalls_RaisesAnAlarm()
    {
        var random = new SeededRandom(4);
        Assert.InRange(FirstAlarm(1000, () => random.NextInt(40))!.Value, 5, 60);
    }

    [Fact]
    public void Observe_LateChange_IsNoticedAsFastAsAnEarlyOne()
    {
        var random = new SeededRandom(5);
        int bins = 0;
        Assert.InRange(FirstAlarm(6000, () => bins++ < 5000 ? random.NextInt(100) : 60 + random.NextInt(100))!.Value, 5005, 5040);
    }

    private static int? FirstAlarm(int bins, Func<double> outcome)
    {
        ImmutableArray<double> state = CalibrationMonitor.Initial;
        for (int bin = 0; bin < bins; bin++)
        {
            (state, bool alarm) = CalibrationMonitor.Observe(state, Believed, outcome(), 0.5, 0.95);
            if (alarm)
            {
                return bin;
            }
        }

        return null;
    }
}
