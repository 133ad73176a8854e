using System.Text.Json;
using Aquatope.Tuning;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Workflows.Tests;

public sealed class WorkflowControlTests
{
    private static readonly WorkflowConfiguration Large = Of(1, 2048);
    private static readonly WorkflowConfiguration Small = Of(0.25, 512);
    private readonly StoredBytes _store = new();
    private readonly RecordingClient _clients = new("all");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly TrialHistory _history;
    private readonly ProductionConfiguration _production;
    private readonly WorkflowControl _control;

    public WorkflowControlTests()
    {
        var application = new AquatopeApplication
        {
            Workflows = new Dictionary<string, WorkflowRegistration>
            {
                ["Thumbnails"] = new() { Name = "Thumbnails", Create = _ => throw new NotSupportedException(), Objective = new LatencyObjective(TimeSpan.FromSeconds(1), 95) },
                ["Untuned"] = new() { Name = "Untuned", Create = _ => throw new NotSupportedException() },
            },
            Stages = new Dictionary<string, StageRegistration>
            {
                ["Resize"] = new()
                {
                    Name = "Resize",
                    Create = _ => throw new NotSupportedException(),
                    Knobs = StageKnobs.OfSizes([new(0.25, 512), new(1, 2048)], [1]),
                    Default = Large.Stages["Resize"],
                },
            },
            Prices = new PriceList(),
            Optimizer = new OptimizerOptions(),
            PreWarmer = new PreWarmerOptions(),
        };
        var reports = new RecordedReports();
        var clients = new LaneClients(_clients);
        _production = new ProductionConfiguration(application, _store, new FakePools(_clock, TimeSpan.Zero));
        _history = new TrialHistory(_store);
        _control = new WorkflowControl(
            (application, clients),
            new Optimizer(application, clients, _history, _production, reports),
            _production,
            new ChangeMonitor(reports, _store, _clock, NullLogger<ChangeMonitor>.Instance),
            new OptimizerPause(_store));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_Workflow_StartsItInProductionWithItsInput()
    {
        string id = await _control.StartAsync("Thumbnails", JsonElement.Parse("[1]"), Cancellation);

        (string hub, string orchestration, string instance, object? input) = Assert.Single(_clients.Started);
        Assert.Equal((Lane.Production, "Thumbnails", id, "[1]"), (hub, orchestration, instance, ((JsonElement)input!).GetRawText()));
    }

    [Fact]
    public async Task Apply_NoConfiguration_BeginsToApplyTheLatestRecommendation()
    {
        await DecideAsync(OptimizerAction.Recommended, Large, Small);
        await DecideAsync(OptimizerAction.Kept, Large, after: null);
        await _control.ApplyAsync("Thumbnails", configuration: null, Cancellation);

        (string hub, string orchestration, string id, object? input) = Assert.Single(_clients.Started);
        Assert.Equal((Lane.Control, ControlTasks.Change, "change-Thumbnails-0003"), (hub, orchestration, id));
        Assert.Equal((Small, OptimizerAction.Applied), (((ConfigurationChange)input!).Configuration, ((ConfigurationChange)input).Action));
    }

    [Fact]
    public async Task RollBack_AfterAChange_BeginsToPutBackWhatWasBefore()
    {
        await DecideAsync(OptimizerAction.Applied, Large, Small);
        await _production.ApplyAsync("Thumbnails", Small, Cancellation);
        await _control.RollBackAsync("Thumbnails", Cancellation);

        var change = (ConfigurationChange)Assert.Single(_clients.Started).Input!;
        Assert.Equal((Large, OptimizerAction.RolledBack), (change.Configuration, change.Action));
    }

    [Fact]
    public async Task Change_WhileACycleRuns_IsAConflict()
    {
        await DecideAsync(OptimizerAction.Applied, Large, Small);
        await _production.ApplyAsync("Thumbnails", Small, Cancellation);
        _clients.Running.Add("tune-Thumbnails-0002");

        Assert.Equal(ControlProblem.Conflict, (await Assert.ThrowsAsync<ControlException>(() => _control.RollBackAsync("Thumbnails", Cancellation))).Problem);
        Assert.Equal(ControlProblem.Conflict, (await Assert.ThrowsAsync<ControlException>(() => _control.ApplyAsync("Thumbnails", Large, Cancellation))).Problem);
        Assert.Empty(_clients.Started);
    }

    [Fact]
    public async Task RollBack_OfWhatWasTakenBackAlready_IsNotFound()
    {
        await DecideAsync(OptimizerAction.Applied, Large, Small);

        Assert.Equal(ControlProblem.NotFound, (await Assert.ThrowsAsync<ControlException>(() => _control.RollBackAsync("Thumbnails", Cancellation))).Problem);
    }

    [Fact]
    public async Task Apply_WhatIsInProduction_IsInvalid() => Assert.Equal(
        ControlProblem.Invalid, (await Assert.ThrowsAsync<ControlException>(() => _control.ApplyAsync("Thumbnails", Large, Cancellation))).Problem);

    [Fact]
    public async Task Change_NothingToGoBackToOrToApply_IsNotFound()
    {
        Assert.Equal(ControlProblem.NotFound, (await Assert.ThrowsAsync<ControlException>(() => _control.RollBackAsync("Thumbnails", Cancellation))).Problem);
        Assert.Equal(
            ControlProblem.NotFound, (await Assert.ThrowsAsync<ControlException>(() => _control.ApplyAsync("Thumbnails", configuration: null, Cancellation))).Problem);
    }

    [Fact]
    public async Task Apply_SizeThatIsNotSold_IsInvalid() => Assert.Equal(
        ControlProblem.Invalid, (await Assert.ThrowsAsync<ControlException>(() => _control.ApplyAsync("Thumbnails", Of(1, 512), Cancellation))).Problem);

    [Fact]
    public async Task Tune_WorkflowWithoutObjective_IsInvalid() => Assert.Equal(
        ControlProblem.Invalid, (await Assert.ThrowsAsync<ControlException>(() => _control.TuneAsync("Untuned", Cancellation))).Problem);

    [Fact]
    public async Task Status_PausedWhileACycleRuns_SaysBoth()
    {
        _clients.Running.Add("tune-Thumbnails-0001");
        await _control.PauseAsync("Thumbnails", paused: true, Cancellation);

        TuningStatus status = await _control.StatusAsync("Thumbnails", Cancellation);
        Assert.Equal((true, "tune-Thumbnails-0001"), (status.Paused, status.Cycle));
        Assert.Equal(Large, status.Configuration);
    }

    private static WorkflowConfiguration Of(double cpu, int memoryMiB) =>
        WorkflowConfiguration.Of([KeyValuePair.Create("Resize", new ResourceConfiguration(cpu, memoryMiB, 1))]);

    private Task DecideAsync(OptimizerAction action, WorkflowConfiguration before, WorkflowConfiguration? after)
    {
        _clock.Advance(TimeSpan.FromHours(1));
        return _history.KeepAsync(
            new OptimizerDecision
            {
                Cycle = $"tune-Thumbnails-{_clock.GetUtcNow():HHmm}",
                Workflow = "Thumbnails",
                Action = action,
                Reason = "measured",
                Before = before,
                After = after,
                Trials = 0,
                Executions = 0,
                Cost = 0,
                StartedAt = _clock.GetUtcNow(),
                EndedAt = _clock.GetUtcNow(),
            },
            Cancellation);
    }
}
