using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Worker;

/// <summary>Makes activities and orchestrators by name.</summary>
public interface IDurableTaskFactory
{
    /// <summary>Makes an activity.</summary>
    /// <param name="name">The name.</param>
    /// <param name="serviceProvider">The services of the call.</param>
    /// <param name="activity">The activity; null when there is none of that name.</param>
    /// <returns>True when there is one.</returns>
    bool TryCreateActivity(
        TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity);

    /// <summary>Makes an orchestrator.</summary>
    /// <param name="name">The name.</param>
    /// <param name="serviceProvider">The services of the turn.</param>
    /// <param name="orchestrator">The orchestrator; null when there is none of that name.</param>
    /// <returns>True when there is one.</returns>
    bool TryCreateOrchestrator(
        TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator);
}

/// <summary>Makes entities by name, too.</summary>
public interface IDurableTaskFactory2 : IDurableTaskFactory
{
    /// <summary>Makes an entity.</summary>
    /// <param name="name">The name.</param>
    /// <param name="serviceProvider">The services of the batch.</param>
    /// <param name="entity">The entity; null when there is none of that name.</param>
    /// <returns>True when there is one.</returns>
    bool TryCreateEntity(
        TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskEntity? entity);
}
