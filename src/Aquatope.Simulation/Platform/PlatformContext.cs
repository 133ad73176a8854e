namespace Aquatope.Simulation;

/// <summary>What the pools of one platform share.</summary>
internal sealed class PlatformContext(SimulationEngine engine)
{
    public SimulationEngine Engine => engine;

    public Slots<Worker> Workers { get; } = new();

    public Slots<Call> Calls { get; } = new();

    /// <summary>Gets or sets who learns of completed calls.</summary>
    public ICallListener? Listener { get; set; }

    public void Schedule(long ticks, PlatformEvent kind, int subject, int argument = 0) => engine.Schedule(ticks, (int)kind, subject, argument);
}
