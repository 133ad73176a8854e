using System.Diagnostics.CodeAnalysis;
using Aquatope.Tuning;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace Aquatope.Workflows;

/// <summary>Declares the workflows and stages of a program, and the platform they run on.</summary>
public sealed class AquatopeBuilder
{
    private readonly Dictionary<string, WorkflowRegistration> _workflows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StageRegistration> _stages = new(StringComparer.Ordinal);
    private readonly List<Action<DurableTaskRegistry>> _tasks = [];
    private PriceList _prices = new();
    private OptimizerOptions _optimizer = new();
    private PreWarmerOptions _preWarmer = new();

    internal AquatopeBuilder(IServiceCollection services) => Services = services;

    /// <summary>Gets the program's services, for platforms.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Gets a value indicating whether this process is one worker of one stage. Platforms then register nothing.</summary>
    public bool IsStageWorker { get; } = WorkerEnvironment.IsStageWorker;

    /// <summary>Gets or sets the connection string of a lane's task hub, given the hub's name. A platform sets it.</summary>
    public Func<string, string>? TaskHubConnection { get; set; }

    /// <summary>Gets or sets what the program is where a host of its own calls it by triggers; null where it takes work items itself. A platform sets it.</summary>
    public TriggeredWorker? Triggered { get; set; }

    /// <summary>Adds a workflow: an orchestrator whose latency and cost are watched, and tuned where it has an objective.</summary>
    /// <typeparam name="TOrchestrator">The orchestrator; its name is the type's, or that of its <see cref="DurableTaskAttribute"/>.</typeparam>
    /// <param name="configure">Declares the objective.</param>
    /// <returns>The same builder.</returns>
    public AquatopeBuilder AddWorkflow<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TOrchestrator>(
        Action<WorkflowBuilder>? configure = null)
        where TOrchestrator : class, ITaskOrchestrator =>
        AddWorkflow(NameOf(typeof(TOrchestrator)), services => ActivatorUtilities.CreateInstance<TOrchestrator>(services), configure);

    /// <summary>Adds a workflow that a factory makes. See the generic overload.</summary>
    /// <param name="name">The orchestrator's name.</param>
    /// <param name="create">Makes the orchestrator, once for each turn.</param>
    /// <param name="configure">Declares the objective.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">A workflow of that name is there already.</exception>
    public AquatopeBuilder AddWorkflow(
        string name, Func<IServiceProvider, ITaskOrchestrator> create, Action<WorkflowBuilder>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        var workflow = new WorkflowBuilder();
        configure?.Invoke(workflow);
        var registration = new WorkflowRegistration
        {
            Name = name,
            Create = create,
            Objective = workflow.Objective,
            TrialInput = workflow.Input,
        };
        return _workflows.TryAdd(name, registration)
            ? this
            : throw new ArgumentException($"The workflow '{name}' has been added already; names must be unique.", nameof(name));
    }

    /// <summary>Adds a stage: an activity that runs on workers of its own, whose resources are tuned.</summary>
    /// <typeparam name="TActivity">The activity; its name is the type's, or that of its <see cref="DurableTaskAttribute"/>.
    /// One instance serves all executions of a worker, several at a time where the concurrency is above one.</typeparam>
    /// <param name="configure">Declares the ranges of the knobs.</param>
    /// <returns>The same builder.</returns>
    public AquatopeBuilder AddStage<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TActivity>(
        Action<StageBuilder>? configure = null)
        where TActivity : class, ITaskActivity =>
        AddStage(NameOf(typeof(TActivity)), services => ActivatorUtilities.CreateInstance<TActivity>(services), configure);

    /// <summary>Adds a stage that a factory makes. See the generic overload.</summary>
    /// <param name="name">The activity's name.</param>
    /// <param name="create">Makes the activity, once for each worker.</param>
    /// <param name="configure">Declares the ranges of the knobs.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">A stage of that name is there already.</exception>
    public AquatopeBuilder AddStage(
        string name, Func<IServiceProvider, ITaskActivity> create, Action<StageBuilder>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        var stage = new StageBuilder();
        configure?.Invoke(stage);
        (StageKnobs knobs, ResourceConfiguration start) = stage.Build();
        var registration = new StageRegistration { Name = name, Create = create, Knobs = knobs, Default = start };
        return _stages.TryAdd(name, registration)
            ? this
            : throw new ArgumentException($"The stage '{name}' has been added already; names must be unique.", nameof(name));
    }

    /// <summary>Adds orchestrators and activities that are neither workflows nor stages: they run beside the orchestrators.</summary>
    /// <param name="configure">Adds to the registry; called once for each lane.</param>
    /// <returns>The same builder.</returns>
    public AquatopeBuilder AddTasks(Action<DurableTaskRegistry> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _tasks.Add(configure);
        return this;
    }

    /// <summary>Sets the prices that make up the cost. Default: <see cref="PriceList"/>'s.</summary>
    /// <param name="prices">The prices.</param>
    /// <returns>The same builder.</returns>
    public AquatopeBuilder UsePrices(PriceList prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        _prices = prices;
        return this;
    }

    /// <summary>Changes how the optimizer works.</summary>
    /// <param name="configure">Returns the options to use, given those in force.</param>
    /// <returns>The same builder.</returns>
    public AquatopeBuilder ConfigureOptimizer(Func<OptimizerOptions, OptimizerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _optimizer = configure(_optimizer);
        return this;
    }

    /// <summary>Changes how the pre-warmer works.</summary>
    /// <param name="configure">Returns the options to use, given those in force.</param>
    /// <returns>The same builder.</returns>
    public AquatopeBuilder ConfigurePreWarmer(Func<PreWarmerOptions, PreWarmerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _preWarmer = configure(_preWarmer);
        return this;
    }

    internal AquatopeApplication Build() => new()
    {
        Workflows = _workflows,
        Stages = _stages,
        Tasks = _tasks,
        Prices = _prices,
        Optimizer = _optimizer,
        PreWarmer = _preWarmer,
    };

    private static string NameOf(Type type) =>
        Attribute.GetCustomAttribute(type, typeof(DurableTaskAttribute)) is DurableTaskAttribute { Name.Name: { Length: > 0 } name }
            ? name
            : type.Name;
}
