using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Worker;

/// <summary>
/// Makes the tasks of a registry. A versioned request is served by the unversioned registration of its name only
/// where no version of that name is registered.
/// </summary>
internal sealed class DurableTaskFactory(DurableTaskRegistry registry) : IDurableTaskFactory2
{
    private readonly HashSet<TaskName> _versionedActivities = Versioned(registry.Activities.Keys);
    private readonly HashSet<TaskName> _versionedOrchestrators = Versioned(registry.Orchestrators.Keys);

    public bool TryCreateActivity(
        TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity) =>
        TryCreateActivity(name, default, serviceProvider, out activity);

    public bool TryCreateOrchestrator(
        TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator) =>
        TryCreateOrchestrator(name, default, serviceProvider, out orchestrator);

    public bool TryCreateEntity(
        TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskEntity? entity)
    {
        entity = registry.Entities.TryGetValue(name, out Func<IServiceProvider, ITaskEntity>? factory)
            ? factory(serviceProvider)
            : null;
        return entity is not null;
    }

    public bool TryCreateActivity(
        TaskName name, TaskVersion version, IServiceProvider services, [NotNullWhen(true)] out ITaskActivity? activity)
    {
        activity = Find(registry.Activities, _versionedActivities, name, version)?.Invoke(services);
        return activity is not null;
    }

    public bool TryCreateOrchestrator(
        TaskName name, TaskVersion version, IServiceProvider services, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator)
    {
        orchestrator = Find(registry.Orchestrators, _versionedOrchestrators, name, version)?.Invoke(services);
        return orchestrator is not null;
    }

    private static HashSet<TaskName> Versioned(IEnumerable<TaskKey> keys) =>
        [.. keys.Where(key => key.Version != TaskVersion.Unversioned).Select(key => key.Name)];

    private static Func<IServiceProvider, T>? Find<T>(
        Dictionary<TaskKey, Func<IServiceProvider, T>> tasks, HashSet<TaskName> versioned, TaskName name, TaskVersion version)
    {
        if (tasks.TryGetValue(new TaskKey(name, version), out Func<IServiceProvider, T>? factory))
        {
            return factory;
        }

        return versioned.Contains(name) ? null : tasks.GetValueOrDefault(new TaskKey(name, TaskVersion.Unversioned));
    }
}
