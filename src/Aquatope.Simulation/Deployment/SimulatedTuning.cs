using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>A tuning cycle of a workflow on a platform: trials in lanes of their own, in virtual time beside production.</summary>
/// <remarks>
/// <see cref="TuningCycle{TConfiguration}"/>, the tuner, <see cref="Validation"/>, <see cref="Reachability"/> and <see cref="SearchBudget"/>
/// decide, as they do in production; proposals take no virtual time. Each await ends within an event of the simulation, so that all runs on
/// its thread.
/// </remarks>
public sealed class SimulatedTuning : ITuningSteps<Configuration>
{
    private static readonly TimeSpan CanaryInterval = TimeSpan.FromSeconds(2);

    private readonly WorkflowDeployment _deployment;
    private readonly ITuner _tuner;
    private readonly TuningCycleOptions _options;
    private readonly TuningProblem _problem;
    private readonly List<(string Name, Trial Trial, double Cost)> _trials = [];
    private readonly Dictionary<int, TrialLane> _lanes = [];
    private readonly Task<TuningOutcome<Configuration>> _cycle;
    private readonly bool _pricesIdleWorkers;
    private readonly ColdStartPrice? _price;
    private CanaryWatch? _canary;

    private SimulatedTuning(WorkflowDeployment deployment, ITuner tuner, TuningCycleOptions options, bool pricesIdleWorkers, ColdStartPrice? price)
    {
        _pricesIdleWorkers = pricesIdleWorkers;
        _price = price;
        _deployment = deployment;
        _tuner = tuner;
        _options = options;
        LatencyObjective objective = deployment.Workflow.Problem.Objective;
        _problem = deployment.Workflow.Problem with
        {
            Objective = objective with { Bound = objective.Bound * (1 - options.Headroom) },
            Baseline = deployment.InForce,
        };
        _cycle = RunAsync();
    }

    /// <summary>Gets what came of it, or null while it goes on.</summary>
    /// <exception cref="InvalidOperationException">A step has failed.</exception>
    public TuningOutcome<Configuration>? Outcome => _cycle.IsCompleted ? _cycle.GetAwaiter().GetResult() : null;

    /// <summary>Gets the executions that were run in trial lanes so far, those that warmed them up among them.</summary>
    public int Executions { get; private set; }

    /// <inheritdoc/>
    DateTimeOffset ITuningSteps<Configuration>.Now => DateTimeOffset.UnixEpoch + _deployment.Platform.Now;

    /// <summary>Begins a cycle now; it goes on as the platform runs.</summary>
    /// <param name="deployment">The workflow in production.</param>
    /// <param name="tuner">Who proposes.</param>
    /// <param name="options">How much to try.</param>
    /// <param name="pricesIdleWorkers">
    /// Whether what is recommended also costs what the workers cost that production keeps idle or starting for each call of a stage, as it
    /// has done so far. Default: false.
    /// </param>
    /// <param name="price">A price that must not fall while the cycle lasts. Default: none.</param>
    /// <returns>The cycle.</returns>
    public static SimulatedTuning Begin(
        WorkflowDeployment deployment, ITuner tuner, TuningCycleOptions options, bool pricesIdleWorkers = false, ColdStartPrice? price = null)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        ArgumentNullException.ThrowIfNull(tuner);
        ArgumentNullException.ThrowIfNull(options);
        return new SimulatedTuning(deployment, tuner, options, pricesIdleWorkers, price);
    }

    /// <summary>Returns what ought to be in force by all trials so far.</summary>
    /// <returns>Configurations, the best first; at least one.</returns>
    public ImmutableArray<Configuration> Recommend() =>
        [.. _tuner.Recommend(_pricesIdleWorkers ? _problem with { IdlePerCall = _deployment.IdlePerCall() } : _problem, Known, Math.Max(1, _options.MaximumValidations), _options.Seed).Select(recommendation => recommendation.Configuration)];

    /// <inheritdoc/>
    void ITuningSteps<Configuration>.Progress(TuningPhase phase, int trials)
    {
        // Nobody watches a simulation.
    }

    /// <inheritdoc/>
    Task<Configuration> ITuningSteps<Configuration>.CurrentAsync() => Task.FromResult(_deployment.InForce);

    /// <inheritdoc/>
    Task<Proposal<Configuration>> ITuningSteps<Configuration>.ProposeAsync(int round, bool timeIsSpent) => Task.FromResult(Propose(round, timeIsSpent));

    /// <inheritdoc/>
    async Task ITuningSteps<Configuration>.TryAsync(TrialOrder<Configuration> order)
    {
        if (!_lanes.TryGetValue(order.Lane, out TrialLane? lane))
        {
            _lanes[order.Lane] = lane = new TrialLane(_deployment, string.Create(CultureInfo.InvariantCulture, $"trial-{order.Lane}"), order.Configuration);
        }

        (ImmutableArray<TrialExecution> measured, int executions, double cost) = await lane.RunAsync(order, _options.WarmUpExecutions, Enough(order));
        Executions += executions;
        _trials.Add((order.Name, new Trial(order.Configuration, measured), cost));
    }

    /// <inheritdoc/>
    Task<ImmutableArray<Configuration>> ITuningSteps<Configuration>.RecommendAsync() => Task.FromResult(Recommend());

    /// <inheritdoc/>
    Task<ValidationVerdict> ITuningSteps<Configuration>.JudgeAsync(string trial, Configuration candidate) => Task.FromResult(Validation.Judge(
        _problem.Objective,
        _trials.First(item => item.Name == trial).Trial.Executions,
        [.. Known.Where(other => other.Configuration.Equals(_problem.Baseline)).SelectMany(other => other.Executions)],
        _pricesIdleWorkers ? _deployment.IdleCostAt(_deployment.InForce) - _deployment.IdleCostAt(candidate) : 0));

    /// <inheritdoc/>
    Task ITuningSteps<Configuration>.ApplyAsync(Configuration configuration)
    {
        _deployment.Deploy(FunctionOptions.ProductionLane, configuration);
        if (_canary is null)
        {
            _canary = new CanaryWatch(_deployment.Production);
            _deployment.Platform.AddListener(_canary);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    Task ITuningSteps<Configuration>.WaitAsync()
    {
        var waited = new TaskCompletionSource();
        _deployment.Platform.After(CanaryInterval, waited.SetResult);
        return waited.Task;
    }

    /// <inheritdoc/>
    Task<CanaryVerdict> ITuningSteps<Configuration>.JudgeCanaryAsync(DateTimeOffset since) => Task.FromResult(Validation.JudgeCanary(
        _deployment.Workflow.Problem.Objective, [.. _canary!.Since(since).Skip(_options.WarmUpExecutions)]));

    private async Task<TuningOutcome<Configuration>> RunAsync()
    {
        _price?.IsHeld = true;
        TuningOutcome<Configuration> outcome = await new TuningCycle<Configuration>(this, _options).RunAsync();
        _price?.IsHeld = false;
        return outcome;
    }

    private IReadOnlyList<Trial> Known => [.. _trials.Select(item => item.Trial)];

    private Proposal<Configuration> Propose(int round, bool timeIsSpent)
    {
        if (Reachability.OutOfReach(_problem, Known, []) is { } fastest)
        {
            return new Proposal<Configuration>([], fastest, OutOfReach: true);
        }

        int count = Math.Min(_options.TrialLanes, SearchBudget.Trials(_options, _trials.Count, _trials.Sum(item => item.Cost)));
        if (count <= 0 || timeIsSpent)
        {
            return new Proposal<Configuration>([], timeIsSpent ? "the time to search is spent" : SearchBudget.Spent(_options, _trials.Count));
        }

        IReadOnlyList<Configuration> proposed = _tuner.Propose(_problem, Known, count, _options.Seed + (ulong)round);
        return new Proposal<Configuration>([.. proposed], proposed.Count > 0 ? null : string.Create(
            CultureInfo.InvariantCulture, $"no configuration promises to save {_options.LeastSaving:P1} more"));
    }

    private Func<IReadOnlyList<TrialExecution>, bool> Enough(TrialOrder<Configuration> order) => order.SearchUntil is { } until
        ? _ => DateTimeOffset.UnixEpoch + _deployment.Platform.Now >= until
        : measured => Validation.IsComplete(_problem.Objective, measured, order.SufficientExecutions);
}
