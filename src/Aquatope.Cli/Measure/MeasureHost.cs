using System.Text.Json.Nodes;
using Aquatope.Examples;
using Aquatope.Local;
using Aquatope.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aquatope.Cli;

/// <summary>Hosts one example workflow for as long as it is measured, with a task hub and a store that are thrown away.</summary>
internal static class MeasureHost
{
    /// <summary>Measures a workflow.</summary>
    /// <param name="example">The workflow.</param>
    /// <param name="executions">Measured executions for each size of workers.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was measured, as the simulator reads it.</returns>
    public static async Task<JsonObject> RunAsync(ExampleWorkflow example, int executions, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("aquatope-measure-").FullName;
        try
        {
            return await RunAsync(example, executions, folder, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<JsonObject> RunAsync(ExampleWorkflow example, int executions, string folder, CancellationToken cancellationToken)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        Logging.Configure(builder.Logging, LogLevel.Warning);
        builder.Services.AddSingleton(example);
        builder.Services.AddSingleton<MeasureSession>();
        builder.Services.AddAquatope(aquatope =>
        {
            aquatope.UseLocalMachine(new LocalMachineOptions { DataDirectory = folder, WorkerCommand = [.. ThisProgram.Executable, StageWorkerCommand.Name, example.Name] });
            aquatope.ConfigureOptimizer(optimizer => optimizer with { Every = Timeout.InfiniteTimeSpan });
            ExampleHost.Declare(aquatope, example, workflow => workflow
                .MeetLatency(example.Objective.Bound, example.Objective.Percentile)
                .TryWith(example.Input));
        });
        using IHost host = builder.Build();
        await host.StartAsync(cancellationToken);
        try
        {
            using var progress = new CountedProgress(StatusLine.OfStandardError(), $"{example.Name}, executions", MeasureSession.StepsOf(executions), TimeProvider.System);
            return await host.Services.GetRequiredService<MeasureSession>().RunAsync(executions, progress, cancellationToken);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }
}
