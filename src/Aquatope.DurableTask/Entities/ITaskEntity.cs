using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask.Entities;

/// <summary>An entity as the worker sees it; derive from <see cref="TaskEntity{TState}"/> instead.</summary>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
public interface ITaskEntity
{
    /// <summary>Runs one operation.</summary>
    /// <param name="operation">The operation with its context and the state of the entity.</param>
    /// <returns>The result, to be serialized; null for none.</returns>
    ValueTask<object?> RunAsync(TaskEntityOperation operation);
}
