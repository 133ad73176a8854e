namespace Microsoft.DurableTask.Entities;

/// <summary>What an entity can do to the outside world; it takes effect when the operation succeeds.</summary>
public abstract class TaskEntityContext
{
    /// <summary>Gets the ID of the entity.</summary>
    public abstract EntityInstanceId Id { get; }

    /// <summary>Signals an entity, without waiting.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="options">How to signal.</param>
    public virtual void SignalEntity(EntityInstanceId id, string operationName, SignalEntityOptions options) =>
        SignalEntity(id, operationName, null, options);

    /// <summary>Signals an entity, without waiting.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="input">The input; null for none.</param>
    /// <param name="options">How to signal; null for at once.</param>
    public abstract void SignalEntity(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null);

    /// <summary>Starts an orchestration, without waiting.</summary>
    /// <param name="name">The name of the orchestrator.</param>
    /// <param name="options">How to start.</param>
    /// <returns>The ID of the instance.</returns>
    public virtual string ScheduleNewOrchestration(TaskName name, StartOrchestrationOptions options) =>
        ScheduleNewOrchestration(name, null, options);

    /// <summary>Starts an orchestration, without waiting.</summary>
    /// <param name="name">The name of the orchestrator.</param>
    /// <param name="input">The input; null for none.</param>
    /// <param name="options">How to start; null for at once under a generated ID.</param>
    /// <returns>The ID of the instance.</returns>
    public abstract string ScheduleNewOrchestration(
        TaskName name, object? input = null, StartOrchestrationOptions? options = null);
}
