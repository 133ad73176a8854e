namespace Microsoft.DurableTask.Entities;

/// <summary>One operation of an entity.</summary>
public abstract class TaskEntityOperation
{
    /// <summary>Gets the name of the operation.</summary>
    public abstract string Name { get; }

    /// <summary>Gets what the entity can do to the outside world.</summary>
    public abstract TaskEntityContext Context { get; }

    /// <summary>Gets the state of the entity.</summary>
    public abstract TaskEntityState State { get; }

    /// <summary>Gets whether the caller gave an input.</summary>
    public abstract bool HasInput { get; }

    /// <summary>Returns the input.</summary>
    /// <typeparam name="T">The type of the input.</typeparam>
    /// <returns>The input; the default of its type when there is none.</returns>
    public virtual T? GetInput<T>() => (T?)(GetInput(typeof(T)) ?? default(T));

    /// <summary>Returns the input.</summary>
    /// <param name="inputType">The type of the input.</param>
    /// <returns>The input; null when there is none.</returns>
    public abstract object? GetInput(Type inputType);

    /// <inheritdoc/>
    public override string ToString() => $"{Context.Id.Name}/{Name}";
}
