using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Aquatope.Workflows.Tests;

public sealed class PreWarmerMetricsTests
{
    [Fact]
    public void Target_SomeoneListens_HearsTheTargetOfTheStage()
    {
        // Other tests' pre-warmers decide meanwhile.
        var heard = new ConcurrentQueue<(int Target, object? Stage)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "aquatope.prewarmer.target")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => heard.Enqueue((value, tags[0].Value)));
        listener.Start();
        using var metrics = new PreWarmerMetrics();
        metrics.Target("MetricsOnly", 4);

        Assert.Contains((4, "MetricsOnly"), heard);
    }
}
