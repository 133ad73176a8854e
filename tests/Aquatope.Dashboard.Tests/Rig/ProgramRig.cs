using Aquatope.Local;
using Aquatope.Workflows;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aquatope.Dashboard.Tests;

/// <summary>A program with stages under load, tuned once, with the dashboard beside it.</summary>
public sealed class ProgramRig : IAsyncLifetime
{
    public const string Workflow = nameof(ReadLabel);
    private const int Executions = 40;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-dashboard-");
    private readonly CancellationTokenSource _stop = new();
    private Task _load = Task.CompletedTask;

    internal IHost Host { get; private set; } = null!;

    internal Uri Address => Host.Services.GetRequiredService<DashboardService>().AddressWithToken;

    internal DurableTaskClient Client => Host.Services.GetRequiredService<LaneClients>().Of(Lane.Production);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Logging.ClearProviders();
        builder.Services.AddAquatope(Declare);

        // The last registration wins: what is looked at here are the pages, not processes.
        builder.Services.AddSingleton<IStageWorkerLauncher, SleepingWorkers>();
        Host = builder.Build();
        await Host.StartAsync(Cancellation);
        await RunAsync(Executions, Cancellation);
        Optimizer optimizer = Host.Services.GetRequiredService<Optimizer>();
        await optimizer.WaitAsync(await optimizer.StartAsync(Workflow, Cancellation), Cancellation);
        _load = KeepBusyAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await RestAsync();
        await Host.StopAsync(CancellationToken.None);
        Host.Dispose();
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Ends the load.</summary>
    internal async Task RestAsync()
    {
        await _stop.CancelAsync();
        await _load;
    }

    private void Declare(AquatopeBuilder aquatope)
    {
        aquatope.UseLocalMachine(new LocalMachineOptions { DataDirectory = _folder.FullName, WorkerCommand = ["none"] });
        aquatope.UseDashboard();
        aquatope.ConfigurePreWarmer(options => options with { Interval = TimeSpan.FromSeconds(1) });
        aquatope.ConfigureOptimizer(options => options with
        {
            Every = Timeout.InfiniteTimeSpan,
            DryRun = true,
            MaximumTrials = 8,
            ExecutionsPerTrial = 2,
            WarmUpExecutions = 1,
            ValidationExecutions = 3,
        });
        aquatope.AddWorkflow(Workflow, _ => new ReadLabel(), workflow => workflow.MeetLatency(TimeSpan.FromSeconds(2)).TryWith(n => $"label {n}"));
        foreach (string stage in ReadLabel.Stages)
        {
            aquatope.AddStage(stage, _ => throw new InvalidOperationException("Stages run on the test's own workers."), knobs => knobs.Cpu(0.25, 2).MemoryMiB(128, 512));
        }
    }

    private async Task RunAsync(int executions, CancellationToken cancellationToken)
    {
        string[] ids = await Task.WhenAll(Enumerable.Range(0, executions).Select(n =>
            Client.ScheduleNewOrchestrationInstanceAsync(Workflow, $"label {n}", cancellationToken)));
        await Task.WhenAll(ids.Select(id => Client.WaitForInstanceCompletionAsync(id, cancellationToken)));
    }

    private async Task KeepBusyAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await RunAsync(2, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The tests have ended.
        }
    }
}
