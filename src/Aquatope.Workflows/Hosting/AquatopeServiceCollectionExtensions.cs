using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.AzureManaged;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.AzureManaged;
using Microsoft.Extensions.DependencyInjection;
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
            Func<string, string> connection = builder.TaskHubConnection ?? throw new InvalidOperationException(
                "No platform was chosen: call UseLocalMachine() inside AddAquatope, or set TaskHubConnection.");
            ControlServices.Add(services, application);
            if (builder.Triggered is { } worker)
            {
                TriggeredServices.Add(services, application, worker, connection);
            }
            else
            {
                AddOrchestratorHost(services, application, connection);
            }
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

    private static void AddOrchestratorHost(IServiceCollection services, AquatopeApplication application, Func<string, string> connection)
    {
        services.AddSingleton<ExecutionDirectory>();
        services.AddSingleton<WorkflowReporter>();
        services.AddHostedService(provider => provider.GetRequiredService<WorkflowReporter>());
        services.AddHostedService<ConfigurationRestorer>();
        foreach (string lane in application.TrialLanes.Prepend(Lane.Production))
        {
            AddLane(services, application, lane, connection(lane));
        }

        AddControlLane(services, connection(Lane.Control));
        services.AddHostedService(provider => provider.GetRequiredService<ForecasterTimer>());
        services.AddHostedService<PreWarmerTimer>();
        services.AddHostedService(provider => provider.GetRequiredService<OptimizerTimer>());
    }

    private static void AddLane(IServiceCollection services, AquatopeApplication application, string lane, string connection) =>
        AddWorkerAndClient(services, lane, connection, (registry, provider) => AddTasks(registry, provider, application, lane));

    private static void AddControlLane(IServiceCollection services, string connection) =>
        AddWorkerAndClient(services, Lane.Control, connection, (registry, provider) =>
        {
            registry.AddOrchestrator(OptimizerOrchestrator.Name, () => new OptimizerOrchestrator());
            registry.AddOrchestrator(ConfigurationChangeOrchestrator.Name, () => new ConfigurationChangeOrchestrator());
            registry.AddOrchestrator(ForecasterOrchestrator.Name, () => new ForecasterOrchestrator());
            foreach ((string name, ITaskActivity step) in provider.GetRequiredService<OptimizerActivities>().Steps.Append(provider.GetRequiredService<ForecasterTraining>().Step))
            {
                registry.AddActivity(name, step);
            }
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
