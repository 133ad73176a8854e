using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask;

public sealed partial class DurableTaskRegistry
{
    /// <summary>Adds an entity made by a factory with services.</summary>
    /// <param name="name">The name of the entity.</param>
    /// <param name="factory">Makes an instance for each batch of operations.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is already taken.</exception>
    public DurableTaskRegistry AddEntity(TaskName name, Func<IServiceProvider, ITaskEntity> factory)
    {
        Add(Entities, name, factory, name);
        return this;
    }

    /// <summary>Adds an entity by its class under a name.</summary>
    /// <param name="name">The name of the entity.</param>
    /// <param name="type">The class; made through dependency injection.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is already taken.</exception>
    public DurableTaskRegistry AddEntity(
        TaskName name, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type)
    {
        TaskTypeNames.ThrowIfNotConcrete<ITaskEntity>(type);
        return AddEntity(name, services => (ITaskEntity)ActivatorUtilities.CreateInstance(services, type));
    }

    /// <summary>Adds an entity by its class.</summary>
    /// <param name="type">The class; made through dependency injection.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is already taken.</exception>
    public DurableTaskRegistry AddEntity(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return AddEntity(type.GetTaskName(), type);
    }

    /// <summary>Adds an entity by its class under a name.</summary>
    /// <typeparam name="TEntity">The class; made through dependency injection.</typeparam>
    /// <param name="name">The name of the entity.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is already taken.</exception>
    public DurableTaskRegistry AddEntity<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TEntity>(TaskName name)
        where TEntity : class, ITaskEntity => AddEntity(name, typeof(TEntity));

    /// <summary>Adds an entity by its class.</summary>
    /// <typeparam name="TEntity">The class; made through dependency injection.</typeparam>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is already taken.</exception>
    public DurableTaskRegistry AddEntity<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TEntity>()
        where TEntity : class, ITaskEntity => AddEntity(typeof(TEntity));

    /// <summary>Adds an entity instance under a name.</summary>
    /// <param name="name">The name of the entity.</param>
    /// <param name="entity">The instance that serves every batch; it must not hold state of its own.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is already taken.</exception>
    public DurableTaskRegistry AddEntity(TaskName name, ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return AddEntity(name, _ => entity);
    }

    /// <summary>Adds an entity instance.</summary>
    /// <param name="entity">The instance that serves every batch; it must not hold state of its own.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name is already taken.</exception>
    public DurableTaskRegistry AddEntity(ITaskEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return AddEntity(entity.GetType().GetTaskName(), entity);
    }
}
