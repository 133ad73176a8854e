using System.Diagnostics.Metrics;

namespace Aquatope.TaskHub.Tests;

public sealed class MetricsTests
{
    [Fact]
    public async Task Collect_WorkWaits_TellsBacklogAndAgePerName()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        string taskHub = $"metrics-{Guid.NewGuid():N}";
        await using TestWorker worker = await hub.WorkerAsync(taskHub: taskHub);
        await hub.For(taskHub).StartAsync("A", "x");
        await worker.NextTurnAsync("x");
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Aquatope.TaskHub")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Equal(0, seen["aquatope.taskhub.queue.backlog"]);
        Assert.Equal(1, seen["aquatope.taskhub.queue.active"]);
        Assert.Equal(1, seen["aquatope.taskhub.queue.workers"]);
        Assert.Equal(0, seen["aquatope.taskhub.queue.oldest_age"]);

        // Other tests run hubs of their own at the same time; theirs are not counted.
        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.ToArray().Contains(new KeyValuePair<string, object?>("taskhub", taskHub)))
            {
                Assert.Contains(new KeyValuePair<string, object?>("kind", "orchestration"), tags.ToArray());
                seen.Add(instrument.Name, value);
            }
        }
    }
}
