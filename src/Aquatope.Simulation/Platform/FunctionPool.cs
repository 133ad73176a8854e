using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>
/// The workers of one function, as the pools on a real machine have them: a call goes to the least busy worker with room, else it waits
/// and a worker is started for it; as many workers as the target says are there whatever the load; idle ones beyond that go
/// when their keep-alive ends.
/// </summary>
internal sealed partial class FunctionPool
{
    private readonly int _index;
    private readonly PlatformContext _context;
    private readonly FunctionOptions _options;
    private readonly SeededRandom _callSeeds;
    private readonly SeededRandom _startSeeds;
    private readonly SlotQueue _backlog = new();
    private readonly WorkerLists _free;
    private readonly List<WorkerUsage> _usage = [];
    private readonly List<(int Number, long KeepTicks)> _reloads = [];
    private readonly PoolStatistics _statistics = new();
    private readonly LaneLoad _lane;
    private readonly IdleSlots? _idleSlots;
    private WorkerUsage _current;
    private WarmTarget _warmTarget;
    private int _alwaysReady;
    private int _reloadNumber;
    private long _expiryTicks = long.MaxValue;
    private long _idleSlotsTicks = long.MaxValue;
    private long _lastEndTicks = -1;

    public FunctionPool(int index, FunctionOptions options, PlatformContext context, SeededRandom random)
    {
        _index = index;
        _options = options;
        _context = context;
        _lane = context.Lane(options.Lane);
        _idleSlots = options.Policy.IdleSlots;
        _callSeeds = random.Stream("calls");
        _startSeeds = random.Stream("starts");
        _current = new WorkerUsage(options.Configuration, Now);
        _usage.Add(_current);
        _free = new WorkerLists(context.Workers, options.Configuration.Concurrency);
    }

    public FunctionOptions Options => _options;

    public PoolState State => new(
        _options.Name, _current.Configuration, _warmTarget.Workers, _current.Starting, _current.Idle, _current.Busy, _backlog.Count);

    private long Now => _context.Engine.Now;

    /// <summary>Schedules the first arrival and the first decision.</summary>
    public void Begin()
    {
        _context.Schedule(Now, PlatformEvent.Decision, _index);
        ScheduleArrival();
    }

    /// <summary>Changes the resources that new executions run on: present workers end what they have and go.</summary>
    /// <param name="configuration">The resources.</param>
    public void Configure(ResourceConfiguration configuration)
    {
        if (configuration == _current.Configuration)
        {
            return;
        }

        FunctionOptions.CheckResources(configuration);
        for (int slot = _free.LongestIdle; slot >= 0; slot = _free.LongestIdle)
        {
            LetGo(slot);
        }

        _current.SetAlwaysReady(Now, 0);
        _current = new WorkerUsage(configuration, Now);
        _current.SetAlwaysReady(Now, _alwaysReady);
        _usage.Add(_current);
        _free.Clear(configuration.Concurrency);
        StartMissingWorkers();
    }

    /// <summary>Returns what was measured.</summary>
    public FunctionResult Result()
    {
        var latency = new TimeHistogram();
        latency.Add(_statistics.Latency);
        var wait = new TimeHistogram();
        wait.Add(_statistics.Wait);
        _usage.ForEach(usage => usage.Accrue(Now));
        return new FunctionResult
        {
            Name = _options.Name,
            Lane = _options.Lane,
            Arrivals = _statistics.Arrivals,
            Executions = _statistics.Executions,
            ColdStarts = _statistics.ColdStarts,
            WorkersStarted = _statistics.WorkersStarted,
            PeakWorkers = _statistics.PeakWorkers,
            Provisioned = [.. _usage.Select(Provisioned)],
            Latency = latency,
            Wait = wait,
        };
    }

    /// <summary>Begins measuring anew.</summary>
    public void ResetMeasurements()
    {
        _usage.RemoveAll(usage => usage != _current && usage.Present == 0);
        _usage.ForEach(usage => usage.Reset(Now));
        _statistics.Reset(_current.Present);
    }

    private static ProvisionedTime Provisioned(WorkerUsage usage) => new(
        usage.Configuration,
        TimeSpan.FromTicks(usage.StartingTicks),
        TimeSpan.FromTicks(usage.IdleTicks),
        TimeSpan.FromTicks(usage.BusyTicks),
        usage.Executions)
    {
        MeteredOnDemand = TimeSpan.FromTicks(usage.MeteredOnDemandTicks),
        MeteredAlwaysReady = TimeSpan.FromTicks(usage.MeteredAlwaysReadyTicks),
        AlwaysReady = TimeSpan.FromTicks(usage.AlwaysReadyTicks),
    };

    private bool IsCurrent(in Worker worker) => worker.Usage == _current;

    private long Ticks(double milliseconds) => milliseconds is >= 0 and < double.PositiveInfinity
        ? (long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond)
        : throw new InvalidOperationException($"Function '{_options.Name}' was given a time of {milliseconds} ms; times are finite and not negative.");
}
