using System.Diagnostics.Metrics;

namespace Aquatope.Workflows.Tests;

public sealed class PreWarmerMetricsTests
{
    [Fact]
    public async Task Target_PoolIsRaised_IsMeasuredByStage()
    {
        var measured = new List<(int Workers, string? Stage)>();
        using var listener = new MeterListener();
        using var warming = new PreWarming(new PreWarmerOptions(), "MeasuredStage");
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Name: "aquatope.prewarmer.target", Meter.Name: PreWarmerMetrics.MeterName })
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, workers, tags, _) =>
        {
            // Other tests measure at the same time.
            if (tags[0].Value is "MeasuredStage")
            {
                measured.Add((workers, tags[0].Value as string));
            }
        });
        listener.Start();
        for (int call = 0; call < 20; call++)
        {
            warming.Clock.Advance(TimeSpan.FromSeconds(1));
            warming.Reports.Add(RecordedReports.Resize(warming.Clock.GetUtcNow()) with { Stage = "MeasuredStage" });
        }

        await warming.RoundAsync();

        Assert.Equal((warming.Pools.Targets["MeasuredStage"], "MeasuredStage"), measured[^1]);
        Assert.True(measured[^1].Workers > 0);
    }
}
