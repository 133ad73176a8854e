namespace Microsoft.DurableTask;

public sealed partial class DurableTaskRegistry
{
    /// <summary>Adds an asynchronous function as an activity.</summary>
    /// <typeparam name="TInput">The type of the input.</typeparam>
    /// <typeparam name="TOutput">The type of the result.</typeparam>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivityFunc<TInput, TOutput>(
        TaskName name, Func<TaskActivityContext, TInput, Task<TOutput>> activity) =>
        AddActivityFunc(name, default, activity);

    /// <summary>Adds an asynchronous function as a version of an activity.</summary>
    /// <typeparam name="TInput">The type of the input.</typeparam>
    /// <typeparam name="TOutput">The type of the result.</typeparam>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="version">The version; the default value for none.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivityFunc<TInput, TOutput>(
        TaskName name, TaskVersion version, Func<TaskActivityContext, TInput, Task<TOutput>> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        ITaskActivity wrapper = FuncTaskActivity.Create(activity);
        return AddActivity(name, version, _ => wrapper);
    }

    /// <summary>Adds a function as an activity.</summary>
    /// <typeparam name="TInput">The type of the input.</typeparam>
    /// <typeparam name="TOutput">The type of the result.</typeparam>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivityFunc<TInput, TOutput>(
        TaskName name, Func<TaskActivityContext, TInput, TOutput> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<TInput, TOutput>(name, (context, input) => Task.FromResult(activity(context, input)));
    }

    /// <summary>Adds an asynchronous function without a result as an activity.</summary>
    /// <typeparam name="TInput">The type of the input.</typeparam>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivityFunc<TInput>(TaskName name, Func<TaskActivityContext, TInput, Task> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<TInput, object?>(name, async (context, input) =>
        {
            await activity(context, input);
            return null;
        });
    }

    /// <summary>Adds an asynchronous function without an input as an activity.</summary>
    /// <typeparam name="TOutput">The type of the result.</typeparam>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivityFunc<TOutput>(TaskName name, Func<TaskActivityContext, Task<TOutput>> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<object?, TOutput>(name, (context, _) => activity(context));
    }

    /// <summary>Adds an asynchronous function without input and result as an activity.</summary>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivityFunc(TaskName name, Func<TaskActivityContext, Task> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<object?, object?>(name, async (context, _) =>
        {
            await activity(context);
            return null;
        });
    }

    /// <summary>Adds a function without an input as an activity.</summary>
    /// <typeparam name="TOutput">The type of the result.</typeparam>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivityFunc<TOutput>(TaskName name, Func<TaskActivityContext, TOutput> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<object?, TOutput>(name, (context, _) => Task.FromResult(activity(context)));
    }

    /// <summary>Adds a procedure as an activity.</summary>
    /// <typeparam name="TInput">The type of the input.</typeparam>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivityFunc<TInput>(TaskName name, Action<TaskActivityContext, TInput> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<TInput, object?>(name, (context, input) =>
        {
            activity(context, input);
            return CompletedNullTask;
        });
    }

    /// <summary>Adds a procedure without an input as an activity.</summary>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="activity">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddActivityFunc(TaskName name, Action<TaskActivityContext> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<object?, object?>(name, (context, _) =>
        {
            activity(context);
            return CompletedNullTask;
        });
    }
}
