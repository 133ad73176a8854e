using Aquatope.Inference;

namespace Aquatope.Simulation.Tests.Engine;

public sealed class SimulationEngineTests
{
    [Fact]
    public void RunUntil_AnyEvents_HappenByTimeThenKindThenOrderOfScheduling()
    {
        var model = new Recorder();
        var engine = new SimulationEngine(model);
        var random = new SeededRandom(1);
        var scheduled = new List<(long Ticks, int Kind, int Number)>();
        for (int i = 0; i < 5000; i++)
        {
            scheduled.Add((random.NextInt(50), random.NextInt(4), i));
            engine.Schedule(scheduled[i].Ticks, scheduled[i].Kind, i, 0);
        }

        engine.RunUntil(long.MaxValue);

        Assert.Equal(scheduled.OrderBy(e => e.Ticks).ThenBy(e => e.Kind).ThenBy(e => e.Number).Select(e => e.Number), model.Happened.Select(e => e.Subject));
        Assert.Equal((5000, 0), (engine.EventsHandled, engine.EventsPending));
    }

    [Fact]
    public void RunUntil_EventAtThatMoment_IsLeftForTheNextCall()
    {
        var model = new Recorder();
        var engine = new SimulationEngine(model);
        engine.Schedule(10, 0, 1, 0);

        engine.RunUntil(10);
        Assert.Equal((10, 0), (engine.Now, model.Happened.Count));
        engine.RunUntil(11);
        Assert.Equal((11, 10), (engine.Now, Assert.Single(model.Happened).Ticks));
    }

    [Fact]
    public void Schedule_InThePast_IsRefused()
    {
        var engine = new SimulationEngine(new Recorder());
        engine.RunUntil(10);

        Assert.Throws<ArgumentOutOfRangeException>("ticks", () => engine.Schedule(9, 0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("ticks", () => engine.RunUntil(9));
    }

    private sealed class Recorder : ISimulationModel
    {
        public List<SimulationEvent> Happened { get; } = [];

        public void Handle(in SimulationEvent occurring) => Happened.Add(occurring);
    }
}
