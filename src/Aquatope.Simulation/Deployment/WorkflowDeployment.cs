using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>A workflow on a platform of its own: production, and lanes in which other configurations are tried.</summary>
/// <threadsafety>Not thread-safe: it is part of a simulation, which one thread runs.</threadsafety>
public sealed class WorkflowDeployment
{
    private const int Remembered = 50;
    private const double LeastProbability = 0.5;
    private static readonly TimeSpan TrialKeepAlive = TimeSpan.FromMinutes(1);

    private readonly IDeployableWorkflow _workflow;
    private readonly SortedDictionary<string, DeployedTime[]> _times = new(StringComparer.Ordinal);
    private readonly ExecutionRecorder _latest;
    private readonly SimulatedWorkerPools _pools;

    /// <summary>Initializes a new instance of the <see cref="WorkflowDeployment"/> class, at the beginning of virtual time.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="options">How it is put on the platform.</param>
    public WorkflowDeployment(IDeployableWorkflow workflow, DeploymentOptions options)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        ArgumentNullException.ThrowIfNull(options);
        _workflow = workflow;
        InForce = options.Configuration ?? workflow.Problem.Baseline ?? workflow.Problem.Space.MostGenerous;
        DeployedTime[] times = TimesOf(FunctionOptions.ProductionLane);
        Platform = new ServerlessPlatform(Enumerable.Range(0, times.Length).Select(stage => FunctionOf(stage, times[stage], options)), options.Seed, options.Listener, options.Hosts);
        Production = Platform.AddWorkflow(new WorkflowOptions
        {
            Name = workflow.Name,
            Shape = workflow.Shape,
            Functions = [.. Enumerable.Range(0, times.Length)],
            Arrivals = options.Arrivals,
            Objective = workflow.Problem.Objective,
            Cascades = options.Cascades,
        });
        _latest = new ExecutionRecorder(workflow.Stages, Remembered) { KeepsLatest = true, Workflow = Production };
        Platform.AddListener(_latest);
        _pools = new SimulatedWorkerPools(Platform, InLane);
    }

    /// <summary>Gets the platform.</summary>
    public ServerlessPlatform Platform { get; }

    /// <summary>Gets the workflow.</summary>
    public IDeployableWorkflow Workflow => _workflow;

    /// <summary>Gets the index of the workflow of production among the platform's.</summary>
    public int Production { get; }

    /// <summary>Gets the configuration in force in production.</summary>
    public Configuration InForce { get; private set; }

    /// <summary>Gets the port to the pools, those of new lanes among them.</summary>
    public IWorkerPools Pools => _pools;

    /// <summary>Gets what was measured of production's stages, in their order.</summary>
    public IReadOnlyList<FunctionResult> Stages => [.. Platform.Results().Where(result => result.Lane == FunctionOptions.ProductionLane)];

    /// <summary>Deploys a configuration in a lane.</summary>
    /// <param name="lane">The lane; one that was not there is made.</param>
    /// <param name="configuration">One allowed value for each knob.</param>
    public void Deploy(string lane, Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(lane);
        ArgumentNullException.ThrowIfNull(configuration);
        DeployedTime[] times = TimesOf(lane);
        for (int stage = 0; stage < times.Length; stage++)
        {
            times[stage].InForce = _workflow.ExecutionAt(stage, configuration);
        }

        // The simulated port has done its work when it returns.
        _pools.ConfigureAsync(lane, ResourcesAt(configuration), CancellationToken.None).GetAwaiter().GetResult();
        InForce = lane == FunctionOptions.ProductionLane ? configuration : InForce;
    }

    /// <summary>Adds the workflow of a lane, which starts only when it is told to.</summary>
    /// <param name="lane">The lane; it must have been deployed in.</param>
    /// <returns>Its index among the platform's.</returns>
    public int AddWorkflow(string lane)
    {
        IReadOnlyList<FunctionOptions> all = Platform.Functions;
        return Platform.AddWorkflow(new WorkflowOptions
        {
            Name = $"{_workflow.Name}/{lane}",
            Shape = _workflow.Shape,
            Functions = [.. _workflow.Stages.Select(stage => Enumerable.Range(0, all.Count).First(i => all[i].Lane == lane && all[i].Name == stage))],
            Objective = _workflow.Problem.Objective,
        });
    }

    /// <summary>Returns what one call costs at a configuration.</summary>
    /// <param name="stage">The stage's name.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="execution">How long it executed.</param>
    /// <returns>The cost, in the currency of the workflow's prices.</returns>
    public double CostOf(string stage, Configuration configuration, TimeSpan execution)
    {
        ResourceConfiguration resources = _workflow.ResourcesAt(_workflow.Stages.ToList().IndexOf(stage), configuration);
        return (execution.TotalSeconds * _workflow.Prices.PerSecond(resources)) + _workflow.Prices.PerExecution;
    }

    /// <summary>Returns what everything cost since measuring began; what lanes other than production cost is tuning.</summary>
    /// <param name="billing">What the platform charges.</param>
    /// <returns>The cost.</returns>
    public CostSplit CostOf(IBilling billing)
    {
        ArgumentNullException.ThrowIfNull(billing);
        return Platform.Results().Aggregate(default(CostSplit), (sum, result) =>
        {
            CostSplit cost = billing.CostOf(result);
            return sum + (result.Lane == FunctionOptions.ProductionLane ? cost : new CostSplit(0, 0, cost.Total));
        });
    }

    /// <summary>Returns how long workers of production were idle or starting for each call, since measuring began, times the calls that a worker takes at once.</summary>
    /// <returns>The time by stage.</returns>
    public ImmutableDictionary<string, TimeSpan> IdlePerCall() => Stages.Select((stage, index) => (stage, index)).ToImmutableDictionary(
        item => item.stage.Name,
        item => _workflow.ResourcesAt(item.index, InForce).Concurrency
            * TimeSpan.FromTicks(item.stage.Provisioned.Sum(time => (time.Idle + time.Starting).Ticks) / Math.Max(1, item.stage.Executions)));

    /// <summary>Returns what workers that are idle as long as production's have been cost for one execution at a configuration.</summary>
    /// <param name="configuration">One allowed value for each knob.</param>
    /// <returns>The cost, in the currency of the workflow's prices.</returns>
    public double IdleCostAt(Configuration configuration)
    {
        int[] calls = _workflow.Shape.CallsOf(_workflow.Stages.Count);
        List<string> stages = [.. _workflow.Stages];
        return _workflow.Prices.OfIdleWorkers(
            IdlePerCall(), stage => calls[stages.IndexOf(stage)], stage => _workflow.ResourcesAt(stages.IndexOf(stage), configuration));
    }

    /// <summary>Learns from the latest executions which stages are needed when, and has workers started just in time from now on.</summary>
    public void LearnNeeds()
    {
        if (_latest.Executions.Count > 0)
        {
            Platform.SetNeeds(Production, [.. CascadePlanner.Plan(WorkflowGraph.Learn(_latest.Executions)).Where(need => need.Probability >= LeastProbability)]);
        }
    }

    private DeployedTime[] TimesOf(string lane)
    {
        if (!_times.TryGetValue(lane, out DeployedTime[]? times))
        {
            _times[lane] = times = [.. Enumerable.Range(0, _workflow.Stages.Count).Select(stage => new DeployedTime(_workflow.ExecutionAt(stage, InForce)))];
        }

        return times;
    }

    private FunctionOptions FunctionOf(int stage, DeployedTime execution, DeploymentOptions options) => new()
    {
        Name = _workflow.Stages[stage],
        Configuration = _workflow.ResourcesAt(stage, InForce),
        Execution = execution,
        StartUp = _workflow.StartUpOf(stage),
        Policy = options.PolicyOf(stage),
        StartsOnDemand = options.StartsOnDemand,
        MaximumWorkers = options.MaximumWorkersOf(stage),
        Meter = options.Meter,
    };

    private FunctionOptions InLane(FunctionOptions function) => function with
    {
        Execution = TimesOf(function.Lane)[_workflow.Stages.ToList().IndexOf(function.Name)],
        Policy = new HeldTargetPolicy(TrialKeepAlive),
        StartsOnDemand = true,
    };

    private WorkflowConfiguration ResourcesAt(Configuration configuration) => WorkflowConfiguration.Of(
        _workflow.Stages.Select((stage, i) => KeyValuePair.Create(stage, _workflow.ResourcesAt(i, configuration))));
}
