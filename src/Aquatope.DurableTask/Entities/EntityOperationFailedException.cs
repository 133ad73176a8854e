namespace Microsoft.DurableTask.Entities;

/// <summary>Thrown into an orchestrator when an entity operation that it called has failed.</summary>
/// <param name="entityId">The entity.</param>
/// <param name="operationName">The operation.</param>
/// <param name="failureDetails">Why it failed.</param>
public sealed class EntityOperationFailedException(
    EntityInstanceId entityId, string operationName, TaskFailureDetails failureDetails)
    : Exception($"Operation '{operationName}' of entity '{entityId}' failed: {failureDetails?.ErrorMessage}")
{
    /// <summary>Gets the entity.</summary>
    public EntityInstanceId EntityId { get; } = entityId;

    /// <summary>Gets the operation.</summary>
    public string OperationName { get; } = operationName;

    /// <summary>Gets why it failed.</summary>
    public TaskFailureDetails FailureDetails { get; } =
        failureDetails ?? throw new ArgumentNullException(nameof(failureDetails));
}
