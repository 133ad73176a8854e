using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation.Tests.Deployment;

public sealed class SimulatedTuningTests
{
    private static readonly RecordedWorkflow Workflow = RecordedWorkflows.Create("slapp-chain").OnPlatform();
    private static readonly ResourceBilling Billing = new(Workflow.Prices);
    private static readonly TuningCycleOptions Options = new() { MaximumTrials = 4, ExecutionsPerTrial = 2, WarmUpExecutions = 3, Headroom = 0 };

    [Fact]
    public void Begin_ACheaperConfigurationIsRecommended_IsValidatedAppliedAndKept()
    {
        WorkflowDeployment deployment = Deploy();
        SimulatedTuning tuning = SimulatedTuning.Begin(deployment, new Recommending(Workflow.OptimalConfiguration), Options);
        deployment.Platform.RunUntil(TimeSpan.FromHours(2));

        Assert.Equal((OptimizerAction.Applied, Workflow.OptimalConfiguration), (tuning.Outcome!.Action, deployment.InForce));
        Assert.Equal(Workflow.OptimalConfiguration[0], deployment.Stages[0].Provisioned[^1].Configuration.MemoryMiB);
    }

    [Fact]
    public void Begin_ValidationMissesTheObjective_KeepsWhatIsInForce()
    {
        var least = new Configuration([.. Workflow.Problem.Space.Knobs.Select(knob => knob.Least)]);
        WorkflowDeployment deployment = Deploy();
        SimulatedTuning tuning = SimulatedTuning.Begin(deployment, new Recommending(least), Options);
        deployment.Platform.RunUntil(TimeSpan.FromHours(2));

        Assert.Equal((OptimizerAction.Kept, Workflow.Problem.Baseline), (tuning.Outcome!.Action, deployment.InForce));
    }

    [Fact]
    public void Begin_ProductionMissesTheObjectiveAfterwards_TakesItBack()
    {
        // One worker of each stage is enough for a lane with one execution at a time, and far too little for production.
        WorkflowDeployment deployment = Deploy(perSecond: 1, maximumWorkers: 1);
        SimulatedTuning tuning = SimulatedTuning.Begin(deployment, new Recommending(Workflow.OptimalConfiguration), Options);
        deployment.Platform.RunUntil(TimeSpan.FromHours(2));

        Assert.Equal((OptimizerAction.RolledBack, Workflow.Problem.Baseline), (tuning.Outcome!.Action, deployment.InForce));
    }

    [Fact]
    public void Begin_TrialsInALaneOfTheirOwn_CostTuningAndLeaveProductionAlone()
    {
        WorkflowDeployment alone = Deploy();
        WorkflowDeployment tuned = Deploy();
        SimulatedTuning tuning = SimulatedTuning.Begin(tuned, new Recommending(Workflow.Problem.Baseline!), Options);
        alone.Platform.RunUntil(TimeSpan.FromHours(2));
        tuned.Platform.RunUntil(TimeSpan.FromHours(2));

        Assert.Equal(OptimizerAction.Kept, tuning.Outcome!.Action);
        Assert.Equal(4 * 5, tuning.Executions);
        Assert.Equal(alone.CostOf(Billing) with { Tuning = tuned.CostOf(Billing).Tuning }, tuned.CostOf(Billing));
        Assert.True(tuned.CostOf(Billing).Tuning > 0);
        Assert.Equal(
            (0, 0), (tuned.Platform.StateOf(Workflow.Stages.Count).Idle, tuned.Platform.StateOf(Workflow.Stages.Count).WarmTarget));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Begin_IdleWorkersHaveAPrice_RecommendationsKnowHowLongTheyAreIdle(bool priced)
    {
        WorkflowDeployment deployment = Deploy(perSecond: 0.02);
        deployment.Platform.RunUntil(TimeSpan.FromHours(1));
        var tuner = new Recommending(Workflow.Problem.Baseline!);
        SimulatedTuning tuning = SimulatedTuning.Begin(deployment, tuner, Options, priced);
        _ = tuning.Recommend();

        // Workers of a stage are kept for ten minutes, in which a dozen calls come.
        Assert.Equal(priced ? Workflow.Stages.Count : 0, tuner.IdlePerCall.Count);
        Assert.All(tuner.IdlePerCall.Values, idle => Assert.InRange(idle.TotalSeconds, 30, 100));
    }

    [Fact]
    public void IdleCostAt_SmallerWorkers_CostLessForAsLong()
    {
        WorkflowDeployment deployment = Deploy(perSecond: 0.02);
        deployment.Platform.RunUntil(TimeSpan.FromHours(1));

        double idle = deployment.IdleCostAt(Workflow.Problem.Baseline!);
        Assert.Equal(deployment.CostOf(Billing).Idle / deployment.Stages[0].Executions, idle, tolerance: 0.05 * idle);
        Assert.InRange(deployment.IdleCostAt(Workflow.OptimalConfiguration), 0.01 * idle, 0.9 * idle);
    }

    [Fact]
    public void Begin_AStageFails_IsATrialThatFailed()
    {
        RecordedWorkflow refusing = RecordedWorkflows.Create("jolteon-ml").OnPlatform();
        double[] values = [.. refusing.Problem.Baseline!.Values];
        List<string> knobs = [.. refusing.Problem.Space.Knobs.Select(knob => knob.Name)];
        string stage = knobs.First(name => name.EndsWith(".functions", StringComparison.Ordinal)).Split('.')[0];

        // So little memory for so few functions was never measured.
        values[knobs.IndexOf($"{stage}.functions")] = 4;
        values[knobs.IndexOf($"{stage}.memoryMiB")] = 1024;
        WorkflowDeployment deployment = Deploy(refusing);
        var tuner = new Recommending(new Configuration([.. values]));
        _ = SimulatedTuning.Begin(deployment, tuner, Options);
        deployment.Platform.RunUntil(TimeSpan.FromHours(2));

        Assert.All(tuner.Seen[^1].Executions, execution => Assert.True(execution.Failed));
    }

    private static WorkflowDeployment Deploy(RecordedWorkflow? workflow = null, double perSecond = 0.2, int maximumWorkers = int.MaxValue) =>
        new(workflow ?? Workflow, new DeploymentOptions
        {
            PolicyOf = _ => new KeepAlivePolicy(TimeSpan.FromMinutes(10)),
            Arrivals = new PoissonArrivals(RateProfile.Empty.Then(TimeSpan.FromHours(2), perSecond), new SeededRandom(1)),
            MaximumWorkersOf = _ => maximumWorkers,
        });

    private sealed class Recommending(Configuration configuration) : ITuner
    {
        public IReadOnlyList<Trial> Seen { get; private set; } = [];

        public IReadOnlyDictionary<string, TimeSpan> IdlePerCall { get; private set; } = new Dictionary<string, TimeSpan>();

        public IReadOnlyList<Configuration> Propose(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed) => [configuration];

        public IReadOnlyList<Recommendation> Recommend(TuningProblem problem, IReadOnlyList<Trial> trials, int count, ulong seed)
        {
            Seen = [.. trials];
            IdlePerCall = problem.IdlePerCall;
            return [new Recommendation(configuration, 1, 1, 1)];
        }
    }
}
