namespace Aquatope.Simulation;

/// <summary>What the pools of one platform share.</summary>
internal sealed class PlatformContext(SimulationEngine engine, HostSet hosts)
{
    private readonly Dictionary<string, LaneLoad> _lanes = new(StringComparer.Ordinal);

    public SimulationEngine Engine => engine;

    public Slots<Worker> Workers { get; } = new();

    public Slots<Call> Calls { get; } = new();

    public Slots<Execution> Executions { get; } = new();

    public Slots<Activation> Activations { get; } = new();

    public List<WorkflowRunner> Workflows { get; } = [];

    public HostSet Hosts => hosts;

    /// <summary>Gets or sets who learns of completed calls.</summary>
    public ICallListener? Listener { get; set; }

    /// <summary>Returns the load of a lane.</summary>
    public LaneLoad Lane(string name)
    {
        if (!_lanes.TryGetValue(name, out LaneLoad? lane))
        {
            _lanes[name] = lane = new LaneLoad();
        }

        return lane;
    }

    public void Schedule(long ticks, PlatformEvent kind, int subject, int argument = 0) => engine.Schedule(ticks, (int)kind, subject, argument);
}
