using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>A serverless platform in virtual time: functions, their pools of workers, and the calls that come to them.</summary>
/// <remarks>
/// A call meets a cold start when the worker that executes it became ready after the call had arrived. Chance comes from streams named after
/// lane and function, drawn when calls arrive, so neither another function nor another policy changes what a call meets.
/// </remarks>
/// <threadsafety>Not thread-safe: a simulation runs on one thread. Many may run at once, each on its own.</threadsafety>
public sealed class ServerlessPlatform
{
    private readonly List<FunctionPool> _pools = [];
    private readonly SeededRandom _random;
    private readonly PlatformContext _context;
    private readonly Dictionary<int, Action> _timers = [];
    private int _timer;

    /// <summary>Initializes a new instance of the <see cref="ServerlessPlatform"/> class, at the beginning of virtual time.</summary>
    /// <param name="functions">The functions; their pools have no workers yet.</param>
    /// <param name="seed">Seed of every draw; the same seed gives the same events.</param>
    /// <param name="listener">Learns of every call that completes. Default: nobody.</param>
    /// <param name="hosts">The machines that the workers are on. Default: a machine for each worker.</param>
    /// <exception cref="ArgumentException">A function's options make no sense, or two have the same name.</exception>
    public ServerlessPlatform(IEnumerable<FunctionOptions> functions, ulong seed, ICallListener? listener = null, HostOptions? hosts = null)
    {
        ArgumentNullException.ThrowIfNull(functions);
        _random = new SeededRandom(seed);
        _context = new PlatformContext(new SimulationEngine(new Handler(this)), new HostSet(hosts)) { Listener = listener };
        foreach (FunctionOptions options in functions)
        {
            Add(options);
        }
    }

    /// <summary>Gets the time since the simulation began.</summary>
    public TimeSpan Now => TimeSpan.FromTicks(_context.Engine.Now);

    /// <summary>Gets how many events have happened.</summary>
    public long EventsHandled => _context.Engine.EventsHandled;

    /// <summary>Gets the functions, in the order in which they were given; then those of lanes that were made later.</summary>
    public IReadOnlyList<FunctionOptions> Functions => [.. _pools.Select(pool => pool.Options)];

    /// <summary>Makes everything happen that is due before a moment.</summary>
    /// <param name="time">The moment, as time since the simulation began.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is in the past.</exception>
    public void RunUntil(TimeSpan time) => _context.Engine.RunUntil(time.Ticks);

    /// <summary>Begins measuring anew from now on: for a warm-up that is not to count. Workers and calls stay.</summary>
    public void ResetMeasurements()
    {
        _pools.ForEach(pool => pool.ResetMeasurements());
        _context.Workflows.ForEach(workflow => workflow.ResetMeasurements());
    }

    /// <summary>Adds a workflow that calls functions of this platform; it starts from now on.</summary>
    /// <param name="options">The workflow.</param>
    /// <returns>Its index.</returns>
    /// <exception cref="ArgumentException">There is no such function or stage, or another workflow has the name.</exception>
    public int AddWorkflow(WorkflowOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Functions.Any(function => function < 0 || function >= _pools.Count))
        {
            throw new ArgumentException($"Workflow '{options.Name}' names a function that the platform does not have.", nameof(options));
        }

        if (_context.Workflows.Exists(workflow => workflow.Options.Name == options.Name))
        {
            throw new ArgumentException($"There are two workflows of the name '{options.Name}'.", nameof(options));
        }

        int index = _context.Workflows.Count;
        var runner = new WorkflowRunner(index, options, _context, _pools, _random.Stream("workflow").Stream(options.Name));
        _context.Workflows.Add(runner);
        runner.ScheduleStart();
        return index;
    }

    /// <summary>Starts one execution of a workflow now, besides those of its own arrivals.</summary>
    /// <param name="workflow">The workflow's index.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such workflow.</exception>
    public void Start(int workflow)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workflow);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(workflow, _context.Workflows.Count);
        _context.Schedule(_context.Engine.Now, PlatformEvent.WorkflowStart, workflow, argument: 1);
    }

    /// <summary>Changes which stages of a workflow are known to be needed when; executions that start from now on follow it.</summary>
    /// <param name="workflow">The workflow's index.</param>
    /// <param name="needs">The needs, as <see cref="CascadePlanner"/> plans them.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such workflow.</exception>
    /// <exception cref="ArgumentException">A stage is none of the workflow's.</exception>
    public void SetNeeds(int workflow, IReadOnlyList<StageNeed> needs)
    {
        ArgumentNullException.ThrowIfNull(needs);
        ArgumentOutOfRangeException.ThrowIfNegative(workflow);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(workflow, _context.Workflows.Count);
        _context.Workflows[workflow].Cascade.Plan(needs);
    }

    /// <summary>Returns what was measured of every workflow since measuring began, in the order in which they were added.</summary>
    /// <returns>A copy, which running on does not change.</returns>
    public IReadOnlyList<WorkflowResult> WorkflowResults() => [.. _context.Workflows.Select(workflow => workflow.Result())];

    /// <summary>Returns what was measured of every function since measuring began, in the order of <see cref="Functions"/>.</summary>
    /// <returns>A copy, which running on does not change.</returns>
    public IReadOnlyList<FunctionResult> Results() => [.. _pools.Select(pool => pool.Result())];

    /// <summary>Returns how a pool stands.</summary>
    /// <param name="function">The function's index.</param>
    /// <returns>Its workers and backlog.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such function.</exception>
    public PoolState StateOf(int function) => Pool(function).State;

    /// <summary>Sets how many workers a pool has whatever the load, until its policy decides otherwise.</summary>
    /// <param name="function">The function's index.</param>
    /// <param name="target">The numbers; capped by the function's <see cref="FunctionOptions.MaximumWorkers"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such function.</exception>
    public void SetWarmTarget(int function, WarmTarget target) => Pool(function).SetWarmTarget(target, target.Workers);

    /// <summary>Changes the resources of a function's workers at once: new calls run on new workers, the others end what they have and go.</summary>
    /// <param name="function">The function's index.</param>
    /// <param name="configuration">The resources.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such function.</exception>
    /// <exception cref="ArgumentException">No worker can have these resources.</exception>
    public void Configure(int function, ResourceConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Pool(function).Configure(configuration);
    }

    /// <summary>Adds a function; its first decision and arrivals are those from now on.</summary>
    /// <param name="options">The function.</param>
    /// <returns>Its index.</returns>
    /// <exception cref="ArgumentException">Its options make no sense, or its lane has one of that name.</exception>
    internal int Add(FunctionOptions options)
    {
        options.Check();
        if (_pools.Exists(pool => pool.Options.Lane == options.Lane && pool.Options.Name == options.Name))
        {
            throw new ArgumentException($"Lane '{options.Lane}' has two functions of the name '{options.Name}'.", nameof(options));
        }

        var pool = new FunctionPool(_pools.Count, options, _context, _random.Stream(options.Lane).Stream(options.Name));
        _pools.Add(pool);
        pool.Begin();
        return _pools.Count - 1;
    }

    /// <summary>Adds one who learns of calls and executions from now on.</summary>
    /// <param name="listener">The listener.</param>
    internal void AddListener(ICallListener listener) =>
        _context.Listener = _context.Listener is { } first ? new ListenerPair(first, listener) : listener;

    /// <summary>Has something done later.</summary>
    /// <param name="delay">After how long; not negative.</param>
    /// <param name="action">What to do.</param>
    internal void After(TimeSpan delay, Action action)
    {
        _timers.Add(++_timer, action);
        _context.Schedule(_context.Engine.Now + delay.Ticks, PlatformEvent.Timer, _timer);
    }

    private void Ring(int timer)
    {
        _timers.Remove(timer, out Action? action);
        action!();
    }

    private FunctionPool Pool(int function) => function >= 0 && function < _pools.Count
        ? _pools[function]
        : throw new ArgumentOutOfRangeException(nameof(function), function, $"There are {_pools.Count} functions.");

    private sealed class Handler(ServerlessPlatform platform) : ISimulationModel
    {
        public void Handle(in SimulationEvent occurring)
        {
            List<FunctionPool> pools = platform._pools;
            switch ((PlatformEvent)occurring.Kind)
            {
                case PlatformEvent.Completion:
                    pools[platform._context.Workers[occurring.Subject].Pool].Complete(occurring.Subject, occurring.Argument);
                    break;
                case PlatformEvent.WorkerReady:
                    pools[platform._context.Workers[occurring.Subject].Pool].Ready(occurring.Subject);
                    break;
                case PlatformEvent.Reload:
                    pools[occurring.Subject].Reload(occurring.Argument);
                    break;
                case PlatformEvent.IdleSlots:
                    pools[occurring.Subject].FollowIdleSlots();
                    break;
                case PlatformEvent.CascadeDue:
                    platform._context.Workflows[occurring.Subject].Cascade.Due(occurring.Argument);
                    break;
                case PlatformEvent.CascadeRound:
                    platform._context.Workflows[occurring.Subject].Cascade.Round();
                    break;
                case PlatformEvent.Decision:
                    pools[occurring.Subject].Decide();
                    break;
                case PlatformEvent.Arrival:
                    pools[occurring.Subject].ArriveFromOutside();
                    break;
                case PlatformEvent.WorkflowStart:
                    platform._context.Workflows[occurring.Subject].Start(isExtra: occurring.Argument != 0);
                    break;
                case PlatformEvent.Timer:
                    platform.Ring(occurring.Subject);
                    break;
                case PlatformEvent.Expiry:
                    pools[occurring.Subject].Expire();
                    break;
                default:
                    throw new InvalidOperationException($"An event of kind {occurring.Kind} is none of a platform.");
            }
        }
    }
}
