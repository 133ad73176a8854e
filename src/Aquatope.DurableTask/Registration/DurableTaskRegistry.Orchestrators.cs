using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

public sealed partial class DurableTaskRegistry
{
    /// <summary>Adds a version of an orchestrator made by a factory.</summary>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="version">The version; the default value for none.</param>
    /// <param name="factory">Makes an instance for each call.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestrator(TaskName name, TaskVersion version, Func<ITaskOrchestrator> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return AddOrchestrator(name, version, _ => factory());
    }

    /// <summary>Adds an orchestrator made by a factory.</summary>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="factory">Makes an instance for each call.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestrator(TaskName name, Func<ITaskOrchestrator> factory) =>
        AddOrchestrator(name, default(TaskVersion), factory);

    /// <summary>Adds an orchestrator by its class under a name.</summary>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="type">The class; it needs a public constructor without parameters.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestrator(
        TaskName name, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type type)
    {
        TaskTypeNames.ThrowIfNotConcrete<ITaskOrchestrator>(type);
        return AddOrchestrator(
            name,
            type.GetTaskVersion(),
            _ => (ITaskOrchestrator)Activator.CreateInstance(type)!);
    }

    /// <summary>Adds an orchestrator by its class.</summary>
    /// <param name="type">The class; it needs a public constructor without parameters.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestrator(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return AddOrchestrator(type.GetTaskName(), type);
    }

    /// <summary>Adds an orchestrator by its class under a name.</summary>
    /// <typeparam name="TOrchestrator">The class; it needs a public constructor without parameters.</typeparam>
    /// <param name="name">The name under which it is called.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestrator<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOrchestrator>(TaskName name)
        where TOrchestrator : class, ITaskOrchestrator =>
        AddOrchestrator(name, typeof(TOrchestrator));

    /// <summary>Adds an orchestrator by its class.</summary>
    /// <typeparam name="TOrchestrator">The class; it needs a public constructor without parameters.</typeparam>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestrator<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOrchestrator>()
        where TOrchestrator : class, ITaskOrchestrator =>
        AddOrchestrator(typeof(TOrchestrator));

    /// <summary>Adds an orchestrator instance under a name.</summary>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="orchestrator">The instance that serves every call.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestrator(TaskName name, ITaskOrchestrator orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestrator(name, orchestrator.GetType().GetTaskVersion(), _ => orchestrator);
    }

    /// <summary>Adds an orchestrator instance.</summary>
    /// <param name="orchestrator">The instance that serves every call.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestrator(ITaskOrchestrator orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestrator(orchestrator.GetType().GetTaskName(), orchestrator);
    }

    private DurableTaskRegistry AddOrchestrator(TaskName name, TaskVersion version, Func<IServiceProvider, ITaskOrchestrator> factory)
    {
        Add(Orchestrators, new TaskKey(name, version), factory, name);
        return this;
    }
}
