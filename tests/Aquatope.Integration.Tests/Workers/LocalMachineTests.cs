using Aquatope.Examples;
using Aquatope.Local;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aquatope.Integration.Tests.Workers;

/// <summary>A program on this machine, with worker processes under real limits.</summary>
[Collection(WholeMachine.Name)]
public sealed class LocalMachineTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-machine-").FullName;
    private readonly ExampleWorkflow _workflow = ExampleWorkflows.All.Single(example => example.Name == "image-recognition");
    private IHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IWorkerPools Pools => _host.Services.GetRequiredService<IWorkerPools>();

    public async ValueTask InitializeAsync()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddAquatope(aquatope =>
        {
            aquatope.UseLocalMachine(new LocalMachineOptions
            {
                DataDirectory = _folder,
                WorkerCommand = [Path.Combine(AppContext.BaseDirectory, "aquatope"), "stage-worker", _workflow.Name],
            });

            // These tests set the pools themselves.
            aquatope.ConfigurePreWarmer(preWarmer => preWarmer with { Enabled = false });
            aquatope.AddWorkflow(_workflow.Orchestrator, _ => _workflow.Create());
            foreach (ExampleStage stage in _workflow.Stages)
            {
                aquatope.AddStage(stage.Name, _ => stage.Create(ExampleData.Open()), knobs => knobs.Knobs(stage.Knobs));
            }
        });
        _host = builder.Build();
        await _host.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        Assert.Empty(ProgramProcess.ControlGroupsOf(Environment.ProcessId));
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Execution_NoWorkers_EveryStageReportsItsColdStart()
    {
        await ExecuteAsync("cold");

        List<StageReport> reports = await ReportsAsync("cold");
        Assert.Equal(_workflow.Stages.Select(stage => stage.Name).Order(StringComparer.Ordinal), reports.Select(report => report.Stage).Order(StringComparer.Ordinal));
        Assert.All(reports, report =>
        {
            Assert.True(report.ColdStart > TimeSpan.Zero, $"{report.Stage} met a worker");
            Assert.Equal(StageOutcome.Completed, report.Outcome);
            Assert.True(report.PeakMemoryMiB > 0);
            Assert.True(report.Cost > 0);
        });
    }

    [Fact]
    public async Task Execution_PoolsPreWarmed_NoStageReportsAColdStart()
    {
        foreach (ExampleStage stage in _workflow.Stages)
        {
            await Pools.SetWarmTargetAsync(Lane.Production, stage.Name, new WarmTarget(1), Cancellation);
        }

        await UntilAsync(async () => (await Pools.GetAsync(Lane.Production, Cancellation)).All(pool => pool.Idle == 1), "one idle worker in each pool");
        await ExecuteAsync("warm");
        Assert.All(WorkersLoaded(), libraries => Assert.DoesNotContain("Aquatope.Forecasting.dll", libraries));

        Assert.All(await ReportsAsync("warm"), report => Assert.Equal(TimeSpan.Zero, report.ColdStart));
    }

    [Fact]
    public async Task Execution_StageBeyondItsMemory_FailsAsOutOfMemory()
    {
        var starved = new ResourceConfiguration(Cpu: 1, MemoryMiB: 64, Concurrency: 1);
        await Pools.ConfigureAsync(Lane.Production, WorkflowConfiguration.Of([KeyValuePair.Create("DecodePhoto", starved)]), Cancellation);

        OrchestrationMetadata ended = await EndAsync("starved");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.True(ended.FailureDetails!.IsCausedBy<OutOfMemoryException>() || ended.FailureDetails.InnerFailure!.IsCausedBy<OutOfMemoryException>());
        StageReport report = Assert.Single(await ReportsAsync("starved"));
        Assert.Equal((StageOutcome.OutOfMemory, starved), (report.Outcome, report.Configuration));
    }

    // The libraries that each worker process has loaded: its start-up is the cold start.
    private static List<string[]> WorkersLoaded()
    {
        var workers = new List<string[]>();
        foreach (string folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                // The parent comes fourth, after a name in parentheses.
                string stat = File.ReadAllText(Path.Combine(folder, "stat"));
                string[] mapped = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] == $"{Environment.ProcessId}"
                    ? [.. File.ReadLines(Path.Combine(folder, "maps")).Select(line => Path.GetFileName(line)).Distinct()]
                    : [];
                if (mapped.Contains("Aquatope.Workflows.dll"))
                {
                    workers.Add(mapped);
                }
            }
            catch (IOException)
            {
                // A process that has ended meanwhile.
            }
        }

        Assert.NotEmpty(workers);
        return workers;
    }

    private async Task ExecuteAsync(string id)
    {
        OrchestrationMetadata ended = await EndAsync(id);
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{ended.FailureDetails}");
    }

    private async Task<OrchestrationMetadata> EndAsync(string id)
    {
        DurableTaskClient client = _host.Services.GetRequiredService<LaneClients>().Of(Lane.Production);
        await client.ScheduleNewOrchestrationInstanceAsync(
            _workflow.Orchestrator, _workflow.Input(0), new StartOrchestrationOptions(id), Cancellation);
        return await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Cancellation).WaitAsync(Patience, Cancellation);
    }

    private async Task<List<StageReport>> ReportsAsync(string id)
    {
        var query = new ReportQuery { Workflow = _workflow.Orchestrator, Lane = Lane.Production, InstanceId = id };
        return await _host.Services.GetRequiredService<IStageReportSource>().ReadStagesAsync(query, Cancellation).ToListAsync(Cancellation);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, string transition)
    {
        long began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"It did not come to this: {transition}.");
            await Task.Yield();
        }
    }
}
