using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Aquatope.Tuning;

namespace Aquatope.Workflows.Tests;

public sealed class PreWarmerMetricsTests
{
    [Fact]
    public void Decided_SomeoneListens_HearsTheTargetOfTheStage()
    {
        // Other tests decide meanwhile.
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
        PreWarmerMetrics.Decided("MetricsOnly", new PoolDecision(4, 4, 0.9, PoolSizerState.Initial));

        Assert.Contains((4, "MetricsOnly"), heard);
    }
}
