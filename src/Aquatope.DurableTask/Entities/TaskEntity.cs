using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask.Entities;

/// <summary>
/// Base of entities. A public method is an operation: it may take the input and a <see cref="TaskEntityContext"/>,
/// and return nothing, a value, a task or a value task.
/// </summary>
/// <typeparam name="TState">The type of the state.</typeparam>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
public abstract class TaskEntity<
    [DynamicallyAccessedMembers(
        DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
TState> : ITaskEntity
{
    /// <summary>Gets whether operations that the entity lacks are looked up on its state. Default: false.</summary>
    protected virtual bool AllowStateDispatch => false;

    /// <summary>Gets or sets the state; it is kept when the operation succeeds, and null deletes the entity.</summary>
    protected TState State { get; set; } = default!;

    /// <summary>Gets what the entity can do to the outside world.</summary>
    protected TaskEntityContext Context { get; private set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">There is no such operation.</exception>
    public ValueTask<object?> RunAsync(TaskEntityOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Context = operation.Context;
        State = operation.State.GetState(typeof(TState)) is { } state ? (TState)state : InitializeState(operation);

        if (EntityDispatch.TryInvoke(TypeOf(this), this, operation, out EntityInvocation invocation)
            || AllowStateDispatch && TryInvokeOnState(operation, out invocation))
        {
            return CompleteAsync(operation.State, invocation);
        }

        if (string.Equals(operation.Name, "delete", StringComparison.OrdinalIgnoreCase))
        {
            operation.State.SetState(null);
            return default;
        }

        throw new NotSupportedException($"No suitable method found for entity operation '{operation}'.");
    }

    /// <summary>Makes the state of an entity that has none. Default: by its constructor without parameters.</summary>
    /// <param name="entityOperation">The operation about to run.</param>
    /// <returns>The state.</returns>
    protected virtual TState InitializeState(TaskEntityOperation entityOperation) =>
        Nullable.GetUnderlyingType(typeof(TState)) is { } type
            ? (TState)EntityDispatch.ZeroOf(type)
            : Activator.CreateInstance<TState>();

    // Asked of the interface: trimming does not follow the annotation of a generic class to what derives from it.
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
    private static Type TypeOf(ITaskEntity entity) => entity.GetType();

    private bool TryInvokeOnState(TaskEntityOperation operation, out EntityInvocation invocation) => State is null
        ? throw new InvalidOperationException($"Cannot dispatch '{operation}' to the entity state, which is null.")
        : EntityDispatch.TryInvoke(typeof(TState), State, operation, out invocation);

    private async ValueTask<object?> CompleteAsync(TaskEntityState state, EntityInvocation invocation)
    {
        object? result = await invocation.UnwrapAsync();
        state.SetState(State);
        return result;
    }
}
