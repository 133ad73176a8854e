using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.AzureManaged;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aquatope.Workflows;

/// <summary>What a program has that is called by triggers: no workers of task hubs, but clients of them.</summary>
internal static class TriggeredServices
{
    public static void Add(IServiceCollection services, AquatopeApplication application, TriggeredWorker worker, Func<string, string> connection)
    {
        services.AddSingleton(worker);
        services.AddSingleton<TaskSpans>();
        services.AddSingleton(provider => new TriggeredTasks(application, provider, provider.GetRequiredService<TaskSpans>()));
        services.AddSingleton(provider => new TriggeredTimers(
            application,
            provider.GetRequiredService<OptimizerTimer>(),
            provider.GetRequiredService<ForecasterTimer>(),
            provider.GetRequiredService<PreWarmer>()));
        services.TryAddSingleton<ITrialAdmission, UnlimitedAdmission>();
        services.AddHostedService<StageStarter>();
        foreach (string taskHub in application.TrialLanes.Append(Lane.Production).Append(Lane.Control))
        {
            services.AddDurableTaskClient(taskHub, client => client.UseDurableTaskScheduler(connection(taskHub)));
        }
    }
}
