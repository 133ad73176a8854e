using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Client.Entities;

/// <summary>A snapshot of an entity.</summary>
/// <typeparam name="TState">The type of the state.</typeparam>
/// <param name="id">The ID of the entity.</param>
public class EntityMetadata<TState>(EntityInstanceId id)
{
    private readonly TState? _state;

    /// <summary>Initializes a snapshot with a state.</summary>
    /// <param name="id">The ID of the entity.</param>
    /// <param name="state">The state; null when it was not fetched or there is none.</param>
    public EntityMetadata(EntityInstanceId id, TState? state)
        : this(id)
    {
        IncludesState = state is not null;
        _state = state;
    }

    /// <summary>Gets the ID of the entity.</summary>
    public EntityInstanceId Id { get; } = id;

    /// <summary>Gets when the entity last changed.</summary>
    public DateTimeOffset LastModifiedTime { get; init; }

    /// <summary>Gets how many messages wait for the entity.</summary>
    public int BacklogQueueSize { get; init; }

    /// <summary>Gets the ID of the orchestration that holds its lock; null for none.</summary>
    public string? LockedBy { get; init; }

    /// <summary>Gets whether the snapshot has a state.</summary>
    [MemberNotNullWhen(true, nameof(State))]
    [MemberNotNullWhen(true, nameof(_state))]
    public bool IncludesState { get; }

    /// <summary>Gets the state.</summary>
    /// <exception cref="InvalidOperationException">The snapshot has none.</exception>
    public TState State => IncludesState
        ? _state
        : throw new InvalidOperationException($"Cannot retrieve the state of '{Id}': {nameof(IncludesState)}=false.");
}

/// <summary>A snapshot of an entity, with its state serialized.</summary>
/// <param name="id">The ID of the entity.</param>
/// <param name="state">The state; null when it was not fetched or there is none.</param>
public sealed class EntityMetadata(EntityInstanceId id, SerializedData? state = null)
    : EntityMetadata<SerializedData>(id, state);
