namespace Microsoft.DurableTask.Entities;

/// <summary>The state of an entity during an operation; a failing operation leaves it as it was.</summary>
public abstract class TaskEntityState
{
    /// <summary>Gets whether the entity has a state; one without does not exist.</summary>
    public abstract bool HasState { get; }

    /// <summary>Returns the state.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="defaultValue">What to return when there is no state.</param>
    /// <returns>The state.</returns>
    public virtual T? GetState<T>(T? defaultValue = default) => GetState(typeof(T)) is T state ? state : defaultValue;

    /// <summary>Returns the state.</summary>
    /// <param name="type">The type of the state.</param>
    /// <returns>The state; null when there is none.</returns>
    public abstract object? GetState(Type type);

    /// <summary>Replaces the state.</summary>
    /// <param name="state">The new state; null deletes the entity.</param>
    public abstract void SetState(object? state);
}
