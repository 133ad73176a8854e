using Aquatope.Local;
using Aquatope.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aquatope.Dashboard;

/// <summary>Adds the dashboard to a program.</summary>
public static class DashboardExtensions
{
    /// <summary>
    /// Serves the dashboard beside the program. Call it after <see cref="LocalMachineExtensions.UseLocalMachine"/>; the address is
    /// <see cref="DashboardService.AddressWithToken"/>.
    /// </summary>
    /// <param name="aquatope">The program's declaration.</param>
    /// <param name="options">How to serve it; the defaults where null. The program's clock and loggers stand in where it names none.</param>
    /// <returns>The same declaration.</returns>
    public static AquatopeBuilder UseDashboard(this AquatopeBuilder aquatope, DashboardOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(aquatope);
        if (!aquatope.IsStageWorker)
        {
            AddPages(aquatope.Services);
            aquatope.Services.AddSingleton(provider => new DashboardService(
                OptionsOf(options ?? new DashboardOptions(), provider),
                provider.GetRequiredService<DashboardProgram>(),
                provider.GetRequiredService<LocalTaskHub>(),
                provider.GetRequiredService<LaneClients>()));
            aquatope.Services.AddHostedService(provider => provider.GetRequiredService<DashboardService>());
        }

        return aquatope;
    }

    // A part of the program: it has the program's clock, and its failures go where the program's go.
    private static DashboardOptions OptionsOf(DashboardOptions options, IServiceProvider provider) => options with
    {
        TimeProvider = options.TimeProvider == TimeProvider.System ? provider.GetRequiredService<TimeProvider>() : options.TimeProvider,
        LoggerFactory = options.LoggerFactory is NullLoggerFactory ? provider.GetRequiredService<ILoggerFactory>() : options.LoggerFactory,
    };

    private static void AddPages(IServiceCollection services)
    {
        services.AddSingleton<RecentExecutions>();
        services.AddSingleton<RecordedTrials>();
        services.AddSingleton<TuningInsights>();
        services.AddSingleton<TuningPage>();
        services.AddSingleton<TuningActions>();
        services.AddSingleton<WorkflowPage>();
        services.AddSingleton<PreWarmerView>();
        services.AddSingleton<OverviewModel>();
        services.AddSingleton<PoolSampler>();
        services.AddHostedService(provider => provider.GetRequiredService<PoolSampler>());
        services.AddSingleton<PoolsPage>();
        services.AddSingleton<ProgramPages>();
        services.AddSingleton<DashboardProgram>();
    }
}
