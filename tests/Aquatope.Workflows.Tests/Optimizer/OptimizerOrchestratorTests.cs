using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Workflows.Tests;

public sealed class OptimizerOrchestratorTests
{
    private static readonly WorkflowConfiguration Before = Of(cpu: 1);
    private static readonly WorkflowConfiguration Cheap = Of(cpu: 0.25);
    private static readonly WorkflowConfiguration Middle = Of(cpu: 0.5);
    private static readonly OptimizerOptions Options = new() { TrialLanes = 2, CanaryExecutions = 10, CanaryTimeout = TimeSpan.FromSeconds(30) };
    private readonly ScriptedContext _context = new();
    private readonly Queue<Proposal<WorkflowConfiguration>> _proposals = new();
    private readonly Queue<WorkflowConfiguration> _recommendations = new();
    private readonly List<DateTime> _measuredAt = [];
    private Func<WorkflowConfiguration, bool> _passes = _ => true;
    private CanaryVerdict _canary = new(10, Worse: false, "all well");

    public OptimizerOrchestratorTests() => _context
        .Answer<string>(OptimizerActivities.Current, _ => Before)
        .Answer<ProposeInput>(OptimizerActivities.Propose, input => input.TimeIsSpent ? new Proposal<WorkflowConfiguration>([], "time") : _proposals.Dequeue())
        .Answer<TrialInput>(OptimizerActivities.RunTrial, _ =>
        {
            _context.Advance(TimeSpan.FromMinutes(1));
            return new TrialRuns([new TrialRun("run", _context.CurrentUtcDateTime, TimeSpan.FromSeconds(1), Failed: false)], _context.CurrentUtcDateTime, Epoch: 0);
        })
        .Answer<MeasureInput>(OptimizerActivities.MeasureTrial, _ =>
        {
            _measuredAt.Add(_context.CurrentUtcDateTime);
            return true;
        })
        .Answer<RecommendInput>(OptimizerActivities.Recommend, _ => ImmutableArray.Create(_recommendations.Dequeue()))
        .Answer<ValidateInput>(OptimizerActivities.Validate, input => new ValidationVerdict(_passes(input.Candidate), "measured"))
        .Answer<ApplyInput>(OptimizerActivities.Apply, _ => true)
        .Answer<CanaryInput>(OptimizerActivities.Canary, _ => _canary)
        .Answer<DecisionInput>(OptimizerActivities.Record, input => new OptimizerDecision
        {
            Cycle = input.Cycle,
            Workflow = input.Workflow,
            Action = input.Action,
            Reason = input.Reason,
            Before = input.Before,
            After = input.After,
            Trials = 0,
            Executions = 0,
            Cost = 0,
            StartedAt = input.StartedAt,
            EndedAt = _context.CurrentUtcDateTime,
        });

    private IEnumerable<WorkflowConfiguration> Applied => _context.InputsOf<ApplyInput>(OptimizerActivities.Apply).Select(input => input.Configuration);

    [Fact]
    public async Task Run_CandidatePasses_IsAppliedOnceAndKept()
    {
        Search(new Proposal<WorkflowConfiguration>([Cheap, Middle], null), new Proposal<WorkflowConfiguration>([], "nothing promises more"));
        _recommendations.Enqueue(Cheap);

        OptimizerDecision decision = await RunAsync(Options);

        Assert.Equal(OptimizerAction.Applied, decision.Action);
        Assert.Equal([Cheap], Applied);
        Assert.Contains("nothing promises more", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Batch_RunsEachTrialInALaneOfItsOwnThatIsNotProduction()
    {
        Search(new Proposal<WorkflowConfiguration>([Cheap, Middle], null), new Proposal<WorkflowConfiguration>([], "enough"));
        _recommendations.Enqueue(Before);

        await RunAsync(Options);

        Assert.Equal(["trial-1", "trial-2"], _context.InputsOf<TrialInput>(OptimizerActivities.RunTrial).Select(trial => trial.Lane));
    }

    [Fact]
    public async Task Run_CanaryIsWorse_TakesTheOldConfigurationBack()
    {
        Search(new Proposal<WorkflowConfiguration>([], "enough"));
        _recommendations.Enqueue(Cheap);
        _canary = new CanaryVerdict(4, Worse: true, "3 of 4 missed");

        OptimizerDecision decision = await RunAsync(Options);

        Assert.Equal(OptimizerAction.RolledBack, decision.Action);
        Assert.Equal([Cheap, Before], Applied);
        Assert.Contains("3 of 4 missed", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoTraffic_WaitsForTheCanaryNoLongerThanItsTimeout()
    {
        Search(new Proposal<WorkflowConfiguration>([], "enough"));
        _recommendations.Enqueue(Cheap);
        _canary = new CanaryVerdict(0, Worse: false, "none seen");
        DateTime began = _context.CurrentUtcDateTime;

        OptimizerDecision decision = await RunAsync(Options);

        Assert.Equal(OptimizerAction.Applied, decision.Action);
        Assert.InRange(_context.CurrentUtcDateTime - began - TimeSpan.FromMinutes(1), Options.CanaryTimeout, Options.CanaryTimeout + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Run_FirstCandidateFailsItsValidation_TheNextIsTried()
    {
        Search(new Proposal<WorkflowConfiguration>([], "enough"));
        _recommendations.Enqueue(Cheap);
        _recommendations.Enqueue(Middle);
        _passes = candidate => candidate == Middle;

        Assert.Equal(OptimizerAction.Applied, (await RunAsync(Options)).Action);
        Assert.Equal([Middle], Applied);
    }

    [Fact]
    public async Task Run_NoCandidatePasses_LeavesProductionAlone()
    {
        Search(new Proposal<WorkflowConfiguration>([], "enough"));
        for (int n = 0; n < Options.MaximumValidations; n++)
        {
            _recommendations.Enqueue(Cheap);
        }

        _passes = _ => false;

        Assert.Equal(OptimizerAction.Kept, (await RunAsync(Options)).Action);
        Assert.Empty(Applied);
    }

    [Fact]
    public async Task Run_BestKnownIsInProduction_KeepsItWithoutAValidation()
    {
        Search(new Proposal<WorkflowConfiguration>([], "enough"));
        _recommendations.Enqueue(Before);

        Assert.Equal(OptimizerAction.Kept, (await RunAsync(Options)).Action);
        Assert.Empty(_context.InputsOf<TrialInput>(OptimizerActivities.RunTrial));
    }

    [Fact]
    public async Task Run_DryRun_RecommendsAndLeavesProductionAlone()
    {
        Search(new Proposal<WorkflowConfiguration>([], "enough"));
        _recommendations.Enqueue(Cheap);

        OptimizerDecision decision = await RunAsync(Options with { DryRun = true });

        Assert.Equal((OptimizerAction.Recommended, Cheap), (decision.Action, decision.After));
        Assert.Empty(Applied);
    }

    [Fact]
    public async Task Run_ObjectiveOutOfReach_EndsWithoutAValidation()
    {
        Search(new Proposal<WorkflowConfiguration>([], "the fastest took 500 ms", OutOfReach: true));

        OptimizerDecision decision = await RunAsync(Options);

        Assert.Equal((OptimizerAction.OutOfReach, "the fastest took 500 ms"), (decision.Action, decision.Reason));
        Assert.Empty(_context.InputsOf<TrialInput>(OptimizerActivities.RunTrial));
    }

    [Fact]
    public async Task Run_TimeIsSpent_StopsSearching()
    {
        Search([.. Enumerable.Repeat(new Proposal<WorkflowConfiguration>([Cheap], null), 10)]);
        _recommendations.Enqueue(Before);

        await RunAsync(Options with { MaximumSearch = TimeSpan.FromMinutes(3) });

        Assert.Equal(3, _context.InputsOf<TrialInput>(OptimizerActivities.RunTrial).Count());
    }

    [Fact]
    public async Task Run_ReportsComeLate_ATrialWaitsForThemOnceAndTheCanaryIsLookedAtNoMoreOftenThanTheyCome()
    {
        Search(new Proposal<WorkflowConfiguration>([Cheap, Middle], null), new Proposal<WorkflowConfiguration>([], "enough"));
        _recommendations.Enqueue(Cheap);
        _canary = new CanaryVerdict(0, Worse: false, "none seen");
        DateTime began = _context.CurrentUtcDateTime;
        var late = TimeSpan.FromMinutes(5);

        await new OptimizerOrchestrator().RunAsync(_context, new OptimizerRequest("Thumbnails", Options) { ReportsAfter = late });

        // Here one step ends before the next begins: a trial of a minute, then its reports; the validation likewise.
        Assert.Equal([began.AddMinutes(6), began.AddMinutes(12), began.AddMinutes(18)], _measuredAt);
        Assert.Equal((late + Options.CanaryTimeout) / (late / 10), _context.InputsOf<CanaryInput>(OptimizerActivities.Canary).Count());
    }

    private static WorkflowConfiguration Of(double cpu) =>
        WorkflowConfiguration.Of([KeyValuePair.Create("Resize", new ResourceConfiguration(cpu, 512, 1))]);

    private void Search(params ReadOnlySpan<Proposal<WorkflowConfiguration>> proposals)
    {
        foreach (Proposal<WorkflowConfiguration> proposal in proposals)
        {
            _proposals.Enqueue(proposal);
        }
    }

    private Task<OptimizerDecision> RunAsync(OptimizerOptions options) =>
        new OptimizerOrchestrator().RunAsync(_context, new OptimizerRequest("Thumbnails", options));
}
