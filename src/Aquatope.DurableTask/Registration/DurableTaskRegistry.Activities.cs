using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask;

public sealed partial class DurableTaskRegistry
{
    /// <summary>Adds an activity made by a factory with services.</summary>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="factory">Makes an instance for each call.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivity(TaskName name, Func<IServiceProvider, ITaskActivity> factory) =>
        AddActivity(name, default(TaskVersion), factory);

    /// <summary>Adds a version of an activity made by a factory.</summary>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="version">The version; the default value for none.</param>
    /// <param name="factory">Makes an instance for each call.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivity(TaskName name, TaskVersion version, Func<ITaskActivity> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return AddActivity(name, version, _ => factory());
    }

    /// <summary>Adds an activity by its class under a name.</summary>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="type">The class; made through dependency injection.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivity(
        TaskName name, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type)
    {
        TaskTypeNames.ThrowIfNotConcrete<ITaskActivity>(type);
        return AddActivity(
            name,
            type.GetTaskVersion(),
            services => (ITaskActivity)ActivatorUtilities.GetServiceOrCreateInstance(services, type));
    }

    /// <summary>Adds an activity by its class.</summary>
    /// <param name="type">The class; made through dependency injection.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivity(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return AddActivity(type.GetTaskName(), type);
    }

    /// <summary>Adds an activity by its class under a name.</summary>
    /// <typeparam name="TActivity">The class; made through dependency injection.</typeparam>
    /// <param name="name">The name under which it is called.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivity<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TActivity>(TaskName name)
        where TActivity : class, ITaskActivity =>
        AddActivity(name, typeof(TActivity));

    /// <summary>Adds an activity by its class.</summary>
    /// <typeparam name="TActivity">The class; made through dependency injection.</typeparam>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivity<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TActivity>()
        where TActivity : class, ITaskActivity =>
        AddActivity(typeof(TActivity));

    /// <summary>Adds an activity instance under a name.</summary>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="activity">The instance that serves every call.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivity(TaskName name, ITaskActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivity(name, activity.GetType().GetTaskVersion(), _ => activity);
    }

    /// <summary>Adds an activity instance.</summary>
    /// <param name="activity">The instance that serves every call.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivity(ITaskActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivity(activity.GetType().GetTaskName(), activity);
    }

    private DurableTaskRegistry AddActivity(TaskName name, TaskVersion version, Func<IServiceProvider, ITaskActivity> factory)
    {
        Add(Activities, new TaskKey(name, version), factory, name);
        return this;
    }
}
