using Aquatope.Forecasting;
using Aquatope.Inference;
using Aquatope.Simulation;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>A scenario under one of its policies, on a platform of its own.</summary>
internal sealed class PolicySimulation
{
    private const int OnlyWorkflow = 0;

    private readonly Scenario _scenario;
    private readonly ScenarioPolicy _policy;
    private readonly WorkflowDeployment _deployment;
    private readonly ColdStartPrice? _price;
    private SimulatedTuning? _tuning;
    private bool _learnedNeeds;

    /// <summary>Initializes a new instance of the <see cref="PolicySimulation"/> class, at the beginning of virtual time.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="cancellationToken">Ends the training of forecasters.</param>
    public PolicySimulation(Scenario scenario, ScenarioPolicy policy, CancellationToken cancellationToken)
    {
        (_scenario, _policy) = (scenario, policy);
        SeededRandom random = new SeededRandom(scenario.Seed).Stream("scenario");
        CountSeries? past = policy.Forecasts is null ? null : scenario.Load.Past(scenario.Past, random);
        var idleTimes = new IdleTimeExperience();
        _price = policy.FollowedPrice is { } initial ? new ColdStartPrice(scenario.Workflow.Problem.Objective, initial) : null;
        _deployment = new WorkflowDeployment(scenario.Workflow, new DeploymentOptions
        {
            PolicyOf = PolicyOf,
            Arrivals = scenario.Load.Starts(scenario.Past, random),
            Seed = scenario.Seed,
            StartsOnDemand = policy.StartsOnDemand,
            MaximumWorkersOf = stage => scenario.Workflow.StageAt(stage).MaximumWorkers,
            Meter = scenario.Billing is FlexBilling ? new ActivityMeter() : null,
            Hosts = scenario.Hosts,
            Listener = _price is null ? null : new ColdStartPriceFollower(_price, OnlyWorkflow),
        });
        if (policy.Cascades)
        {
            Platform.SetNeeds(_deployment.Production, CascadeRehearsal.Plan(scenario));
        }

        IPoolPolicy PolicyOf(int index)
        {
            ScenarioStage stage = scenario.Workflow.StageAt(index);
            CountSeries? own = past is null ? null : new CountSeries(past.Start, past.BinWidth, [.. past.Counts.ToArray().Select(count => stage.Calls * count)]);
            IForecaster? forecaster = own is null ? null : ForecastingMethods.Find(policy.Forecasts!).Train(own, scenario.Seed, cancellationToken);
            ResourceConfiguration resources = scenario.Workflow.ResourcesAt(index, scenario.Workflow.Problem.Baseline!);
            return policy.Create(new PooledStage(resources, own, forecaster, idleTimes, _price));
        }
    }

    /// <summary>Gets the platform.</summary>
    public ServerlessPlatform Platform => _deployment.Platform;

    /// <summary>Runs until a moment; a tuning cycle begins on the way when it is due.</summary>
    /// <param name="moment">The moment, since the beginning.</param>
    public void RunUntil(TimeSpan moment)
    {
        if (_policy.Tuning is { } due && _tuning is null && due.After <= moment)
        {
            Platform.RunUntil(due.After);
            _tuning = SimulatedTuning.Begin(
                _deployment, Strategies.Create(due.Strategy, _scenario.Seed), due.Options with { Seed = _scenario.Seed }, due.PricesIdleWorkers, _price);
        }

        Platform.RunUntil(moment);
        if (_policy.Cascades && !_learnedNeeds && _tuning?.Outcome is { Action: OptimizerAction.Applied })
        {
            // The latest executions tell how long stages take at the new configuration.
            _deployment.LearnNeeds();
            _learnedNeeds = true;
        }
    }

    /// <summary>Returns one point of the series: all since measuring began.</summary>
    public SimulationPoint Point() => SimulationPoint.Of(_deployment, _scenario.WarmUp);

    /// <summary>Returns what came of it.</summary>
    /// <param name="points">The series.</param>
    public PolicyOutcome Outcome(SimulationPoint[] points)
    {
        IReadOnlyList<FunctionResult> stages = _deployment.Stages;
        return new PolicyOutcome(
            _policy.Name,
            Platform.WorkflowResults()[_deployment.Production],
            stages,
            [.. stages.Select(_scenario.Billing.CostOf)],
            _tuning is null ? null : TunedPolicy.Of(_deployment, _tuning, _scenario.Billing),
            points);
    }
}
