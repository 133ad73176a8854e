using System.Diagnostics;
using System.Text.Json;
using Aquatope.Tuning;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aquatope.Workflows.Tests;

/// <summary>A program that a host calls by triggers: results, failures, and the spans from which reports are made.</summary>
public sealed class TriggeredTasksTests : IAsyncDisposable
{
    private readonly string _lane = $"lane-{Guid.NewGuid():N}";
    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private readonly ServiceProvider _services;
    private int _made;

    public TriggeredTasksTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StageSpans.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                // Other tests run at the same time.
                if (Equals(span.GetTagItem(StageSpans.Lane), _lane))
                {
                    _spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
        _services = new ServiceCollection().AddLogging().AddAquatope(aquatope =>
        {
            aquatope.TaskHubConnection = hub => $"Endpoint=http://localhost:1;TaskHub={hub};Authentication=None";
            aquatope.Triggered = new TriggeredWorker { Lane = _lane, Stage = "Half", Configuration = new ResourceConfiguration(0.25, 512, 4) };
            aquatope.AddWorkflow("Halve", _ => new Halve()).AddStage("Half", _ =>
            {
                _made++;
                return new Half();
            });
        }).BuildServiceProvider();
    }

    private TriggeredTasks Tasks => _services.GetRequiredService<TriggeredTasks>();

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task RunActivity_Stage_ReturnsItsResultAndWritesWhatReportsNeed()
    {
        JsonElement? result = await Tasks.RunActivityAsync("Half", "order-17", JsonElement.Parse("84"));

        Assert.Equal("42", result!.Value.GetRawText());
        Activity span = Assert.Single(_spans);
        Assert.Equal(("stage:Half", ActivityKind.Internal), (span.OperationName, span.Kind));
        Assert.Equal(
            ["Half", "order-17", _lane, 0.25, 512, 4, true, "Completed"],
            ((string[])[StageSpans.Stage, StageSpans.InstanceId, StageSpans.Lane, StageSpans.Cpu, StageSpans.MemoryMiB, StageSpans.Concurrency, StageSpans.ColdStart, StageSpans.Outcome])
                .Select(span.GetTagItem));
        Assert.True((double)span.GetTagItem(StageSpans.PeakMemoryMiB)! > 1);
        Assert.True((double)span.GetTagItem(StageSpans.CpuTimeMs)! >= 0);
    }

    [Fact]
    public async Task RunActivity_WithinASpanOfTheHost_NamesItAlsoThroughSpansOfItsOwnProcess()
    {
        const string Host = "00f067aa0ba902b7";
        using Activity invocation = new Activity("invocation").SetParentId($"00-4bf92f3577b34da6a3ce929d0e0e4736-{Host}-01").Start();
        using Activity within = new Activity("within").Start();
        await Tasks.RunActivityAsync("Half", "order-17", JsonElement.Parse("84"));

        Activity span = Assert.Single(_spans);
        Assert.Equal((Host, within.SpanId), (span.GetTagItem(StageSpans.RemoteParentId), span.ParentSpanId));
    }

    [Fact]
    public async Task RunActivity_WithinNoSpan_NamesNone()
    {
        await Tasks.RunActivityAsync("Half", "order-17", JsonElement.Parse("84"));

        Assert.Null(Assert.Single(_spans).GetTagItem(StageSpans.RemoteParentId));
    }

    [Fact]
    public async Task RunActivity_SecondTime_IsWarmAndUsesTheSameStage()
    {
        await Tasks.RunActivityAsync("Half", "order-17", JsonElement.Parse("2"));
        await Tasks.RunActivityAsync("Half", "order-18", JsonElement.Parse("4"));

        Assert.Equal([true, false], _spans.Select(span => span.GetTagItem(StageSpans.ColdStart)));
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task RunActivity_StageThrows_ThrowsTheSameAndSaysSoInItsSpan()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Tasks.RunActivityAsync("Half", "order-17", JsonElement.Parse("-1")));

        Activity span = Assert.Single(_spans);
        Assert.Equal(("Failed", ActivityStatusCode.Error), (span.GetTagItem(StageSpans.Outcome), span.Status));
    }

    [Fact]
    public async Task Start_OfTheProgram_MakesItsStageBeforeTheFirstCall()
    {
        foreach (IHostedService service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task RunOrchestrator_Workflow_ReturnsItsResultAndTellsItsLane()
    {
        ScriptedContext context = new ScriptedContext { Orchestration = "Halve", Input = "10" }.Answer<int>("Half", number => number / 2);

        JsonElement? result = await Tasks.RunOrchestratorAsync(context);

        Assert.Equal("5", result!.Value.GetRawText());
        Activity span = Assert.Single(_spans);
        Assert.Equal(("workflow:Halve", "Halve", context.InstanceId), (span.OperationName, span.GetTagItem(StageSpans.Workflow), span.GetTagItem(StageSpans.InstanceId)));
    }

    [Theory]
    [InlineData("Nothing")]
    [InlineData("Halve")]
    public async Task RunActivity_NoSuchActivity_ThrowsArgumentException(string name)
    {
        // The steps of the optimizer need a source of reports and the like, which this program has none of.
        var tasks = new TriggeredTasks(
            _services.GetRequiredService<AquatopeApplication>(),
            new ServiceCollection().AddSingleton(_ => new OptimizerActivities(null!, null!, null!, null!, null!, null!, null!, null!, null!, null!, null!))
                .AddSingleton(_ => new ForecasterTraining(null!, null!, null!, null!, null!, null!)).BuildServiceProvider(),
            _services.GetRequiredService<TaskSpans>());

        await Assert.ThrowsAsync<ArgumentException>(() => tasks.RunActivityAsync(name, "order-17", input: null));
    }

    private sealed class Halve : TaskOrchestrator<int, int>
    {
        public override Task<int> RunAsync(TaskOrchestrationContext context, int input) => context.CallStageAsync<int>("Half", input);
    }

    private sealed class Half : TaskActivity<int, int>
    {
        public override Task<int> RunAsync(TaskActivityContext context, int input)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(input);
            return Task.FromResult(input / 2);
        }
    }
}
