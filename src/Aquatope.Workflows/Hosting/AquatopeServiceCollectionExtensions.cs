using Aquatope.Forecasting;
using Aquatope.Tuning;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.AzureManaged;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.AzureManaged;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Aquatope.Workflows;

/// <summary>Adds Aquatope to a program on the generic host.</summary>
public static class AquatopeServiceCollectionExtensions
{
    /// <summary>
    /// Adds the program's workflows with the optimizer and the pre-warmer; or, where a platform has started the program
    /// again as a stage worker, just that one stage.
    /// </summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configure">Declares workflows, stages, objectives, and the platform.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">No platform was chosen, or the worker's stage is not among the program's.</exception>
    /// <exception cref="ArgumentException">The pre-warmer's options name a forecasting method that there is not.</exception>
    public static IServiceCollection AddAquatope(this IServiceCollection services, Action<AquatopeBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new AquatopeBuilder(services);
        configure(builder);
        AquatopeApplication application = builder.Build();
        if (builder.IsStageWorker)
        {
            AddStageWorker(services, application);
        }
        else
        {
            AddOrchestratorHost(services, application, builder.TaskHubConnection ?? throw new InvalidOperationException(
                "No platform was chosen: call UseLocalMachine() inside AddAquatope, or set TaskHubConnection."));
        }

        return services;
    }

    private static void AddStageWorker(IServiceCollection services, AquatopeApplication application)
    {
        string name = Environment.GetEnvironmentVariable(WorkerEnvironment.Stage) ?? string.Empty;
        if (!application.Stages.TryGetValue(name, out StageRegistration? stage))
        {
            throw new InvalidOperationException(
                $"This process was started as a worker of stage '{name}', but the program has only {string.Join(", ", application.Stages.Keys)}.");
        }

        // The last registration wins, so this host runs in place of the generic one, and of its hosted services.
        services.AddSingleton<IHost>(provider => new StageWorkerHost(provider, stage));
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

    private static void AddOrchestratorHost(IServiceCollection services, AquatopeApplication application, Func<string, string> connection)
    {
        CheckForecasters(application.PreWarmer);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ITuner>(new WorkflowTuner(new WorkflowTunerOptions { LeastSaving = application.Optimizer.LeastSaving }));
        services.AddSingleton(application);
        services.AddSingleton<ExecutionDirectory>();
        services.AddSingleton(provider => new LaneClients(provider.GetRequiredService<IDurableTaskClientProvider>()));
        services.AddSingleton<TrialHistory>();
        services.AddSingleton<ProductionConfiguration>();
        services.AddSingleton<ProductionEvidence>();
        services.AddSingleton<ChangeMonitor>();
        services.AddSingleton<TuningProblems>();
        services.AddSingleton<TrialRunner>();
        services.AddSingleton<OptimizerActivities>();
        services.AddSingleton(provider => new Optimizer(
            application,
            provider.GetRequiredService<LaneClients>(),
            provider.GetRequiredService<TrialHistory>(),
            provider.GetRequiredService<ProductionConfiguration>(),
            provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton<WorkflowReporter>();
        services.AddHostedService(provider => provider.GetRequiredService<WorkflowReporter>());
        services.AddHostedService<ConfigurationRestorer>();
        foreach (string lane in application.TrialLanes.Prepend(Lane.Production))
        {
            AddLane(services, application, lane, connection(lane));
        }

        AddControl(services, connection(Lane.Control));
        services.AddSingleton<PreWarmerMetrics>();
        services.AddSingleton<DemandStore>();
        services.AddSingleton<AccuracyStore>();
        services.AddSingleton<ForecastLog>();
        services.AddSingleton(provider => new ForecasterHistory(provider.GetRequiredService<IStateStore>()));
        services.AddSingleton<StageForecasters>();
        services.AddSingleton<ForecasterSchedule>();
        services.AddSingleton<ForecasterTraining>();
        services.AddHostedService<ForecasterTimer>();
        services.AddSingleton<StageDemands>();
        services.AddSingleton<WorkflowPlans>();
        services.AddSingleton<WarmTargets>();
        services.AddSingleton<CascadeWarmer>();
        services.AddSingleton<PreWarmer>();
        services.AddHostedService<PreWarmerTimer>();
        services.AddHostedService<OptimizerTimer>();
    }

    private static void AddLane(IServiceCollection services, AquatopeApplication application, string lane, string connection) =>
        AddWorkerAndClient(services, lane, connection, (registry, provider) => AddTasks(registry, provider, application, lane));

    private static void AddControl(IServiceCollection services, string connection) =>
        AddWorkerAndClient(services, Lane.Control, connection, (registry, provider) =>
        {
            registry.AddOrchestrator(OptimizerOrchestrator.Name, () => new OptimizerOrchestrator());
            provider.GetRequiredService<OptimizerActivities>().AddTo(registry);
            registry.AddOrchestrator(ForecasterOrchestrator.Name, () => new ForecasterOrchestrator());
            provider.GetRequiredService<ForecasterTraining>().AddTo(registry);
        });

    private static void AddWorkerAndClient(
        IServiceCollection services, string taskHub, string connection, Action<DurableTaskRegistry, IServiceProvider> addTasks)
    {
        services.AddDurableTaskClient(taskHub, client => client.UseDurableTaskScheduler(connection));
        services.AddOptions<DurableTaskRegistry>(taskHub).Configure(addTasks);
        services.AddDurableTaskWorker(taskHub, worker =>
        {
            worker.UseDurableTaskScheduler(connection);
            worker.UseWorkItemFilters();
        });
    }

    private static void AddTasks(DurableTaskRegistry registry, IServiceProvider provider, AquatopeApplication application, string lane)
    {
        var directory = provider.GetRequiredService<ExecutionDirectory>();
        var reporter = provider.GetRequiredService<WorkflowReporter>();
        var cascade = provider.GetRequiredService<CascadeWarmer>();
        foreach (WorkflowRegistration workflow in application.Workflows.Values)
        {
            registry.AddOrchestrator(workflow.Name, () => new WorkflowOrchestrator(workflow.Create(provider), lane, directory, reporter, cascade));
        }

        var dispatcher = provider.GetRequiredService<IStageDispatcher>();
        foreach (string stage in application.Stages.Keys)
        {
            registry.AddActivity(stage, new StageProxy(dispatcher, (lane, stage), directory, cascade));
        }

        foreach (Action<DurableTaskRegistry> add in application.Tasks)
        {
            add(registry);
        }
    }
}
