using Aquatope.Forecasting;
using Aquatope.Tuning;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aquatope.Workflows;

/// <summary>What decides about trials, configurations and warm workers, whoever calls it.</summary>
internal static class ControlServices
{
    public static void Add(IServiceCollection services, AquatopeApplication application)
    {
        CheckForecasters(application.PreWarmer);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ITuner>(new WorkflowTuner(new WorkflowTunerOptions { LeastSaving = application.Optimizer.LeastSaving }));
        services.AddSingleton(application);
        services.AddSingleton(provider => new LaneClients(provider.GetRequiredService<IDurableTaskClientProvider>()));
        services.AddSingleton<TrialHistory>();
        services.AddSingleton<ProductionConfiguration>();
        services.AddSingleton<ProductionEvidence>();
        services.AddSingleton<ChangeMonitor>();
        services.AddSingleton<TuningProblems>();
        services.AddSingleton<TrialRunner>();
        services.AddSingleton<OptimizerActivities>();
        services.AddSingleton<OptimizerPause>();
        services.AddSingleton<OptimizerTimer>();
        services.AddSingleton(provider => new Optimizer(
            application,
            provider.GetRequiredService<LaneClients>(),
            provider.GetRequiredService<TrialHistory>(),
            provider.GetRequiredService<ProductionConfiguration>(),
            provider.GetRequiredService<IStageReportSource>()));
        services.AddSingleton(provider => new WorkflowControl(
            (application, provider.GetRequiredService<LaneClients>()),
            provider.GetRequiredService<Optimizer>(),
            provider.GetRequiredService<ProductionConfiguration>(),
            provider.GetRequiredService<ChangeMonitor>(),
            provider.GetRequiredService<OptimizerPause>()));
        AddPreWarmer(services);
    }

    private static void AddPreWarmer(IServiceCollection services)
    {
        services.AddSingleton<PreWarmerMetrics>();
        services.AddSingleton<ColdStartPrices>();
        services.AddSingleton<DemandStore>();
        services.AddSingleton<AccuracyStore>();
        services.AddSingleton<ForecastLog>();
        services.AddSingleton(provider => new ForecasterHistory(provider.GetRequiredService<IStateStore>()));
        services.AddSingleton<StageForecasters>();
        services.AddSingleton<ForecasterSchedule>();
        services.AddSingleton<ForecasterTraining>();
        services.AddSingleton<ForecasterTimer>();
        services.AddSingleton<StageDemands>();
        services.AddSingleton<WorkflowPlans>();
        services.AddSingleton<WarmTargets>();
        services.AddSingleton<CascadeWarmer>();
        services.AddSingleton<PreWarmer>();
    }

    // Not where the options are made: a stage worker must not load the library of forecasts.
    private static void CheckForecasters(PreWarmerOptions options)
    {
        foreach (string method in options.Forecasters)
        {
            if (!ForecastingMethods.Names.Contains(method))
            {
                throw new ArgumentException(
                    $"{nameof(PreWarmerOptions)}.{nameof(PreWarmerOptions.Forecasters)} names '{method}'; there are {string.Join(", ", ForecastingMethods.Names)}.", nameof(options));
            }
        }
    }
}
