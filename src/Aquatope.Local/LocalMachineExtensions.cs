using System.Net;
using System.Net.Sockets;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace Aquatope.Local;

/// <summary>Chooses this machine as the platform.</summary>
public static class LocalMachineExtensions
{
    /// <summary>
    /// Runs the program's workflows on this machine: the task hub inside this process, each worker a process of its own with
    /// the processor share and memory limit of its configuration.
    /// </summary>
    /// <param name="aquatope">The program's declaration.</param>
    /// <param name="options">Where data is kept and how pools scale; the defaults where null.</param>
    /// <returns>The same declaration.</returns>
    public static AquatopeBuilder UseLocalMachine(this AquatopeBuilder aquatope, LocalMachineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(aquatope);
        if (!aquatope.IsStageWorker)
        {
            AddPlatform(aquatope, WithPort(options ?? new LocalMachineOptions()));
        }

        return aquatope;
    }

    private static void AddPlatform(AquatopeBuilder aquatope, LocalMachineOptions options)
    {
        IServiceCollection services = aquatope.Services;
        services.AddSingleton(options);
        services.AddSingleton(_ =>
        {
            Directory.CreateDirectory(options.DataDirectory);
            return LocalStore.Open(options.StoreFile);
        });
        services.AddSingleton<IReportSink>(provider => provider.GetRequiredService<LocalStore>());
        services.AddSingleton<IStageReportSource>(provider => provider.GetRequiredService<LocalStore>());
        services.AddSingleton<IStateStore>(provider => provider.GetRequiredService<LocalStore>());

        services.AddSingleton<IMachineLoad>(provider => OperatingSystem.IsLinux()
            ? new ProcStatLoad(provider.GetRequiredService<TimeProvider>())
            : new UnknownLoad());
        services.AddSingleton<ITrialAdmission, TrialAdmission>();
        services.AddSingleton(provider => ResourceGovernors.Detect(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new LocalMachine(provider.GetRequiredService<IResourceGovernor>()));
        services.AddSingleton<IStageWorkerLauncher>(provider => new WorkerLauncher(
            provider.GetRequiredService<IResourceGovernor>(),
            options.WorkerCommand.Count > 0 ? options.WorkerCommand : ThisProgram.CommandLine,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<LocalWorkerPools>();
        services.AddSingleton<IStageDispatcher>(provider => provider.GetRequiredService<LocalWorkerPools>());
        services.AddSingleton<IWorkerPools>(provider => provider.GetRequiredService<LocalWorkerPools>());
        services.AddSingleton<ILearnedIdleTimes>(provider => provider.GetRequiredService<LocalWorkerPools>());

        services.AddSingleton<LocalTaskHub>();
        services.AddHostedService(provider => provider.GetRequiredService<LocalTaskHub>());
        aquatope.TaskHubConnection = hub => $"Endpoint=http://{options.Listen};TaskHub={hub};Authentication=None";
    }

    /// <summary>Chooses a free port where none was given: clients and workers are declared before the hub listens.</summary>
    private static LocalMachineOptions WithPort(LocalMachineOptions options)
    {
        if (options.Listen.Port != 0)
        {
            return options;
        }

        using var probe = new Socket(options.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(options.Listen);
        return options with { Listen = (IPEndPoint)probe.LocalEndPoint! };
    }
}
