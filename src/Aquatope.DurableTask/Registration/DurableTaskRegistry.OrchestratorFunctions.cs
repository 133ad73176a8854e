namespace Microsoft.DurableTask;

public sealed partial class DurableTaskRegistry
{
    /// <summary>Adds an asynchronous function as an orchestrator.</summary>
    /// <typeparam name="TInput">The type of the input.</typeparam>
    /// <typeparam name="TOutput">The type of the result.</typeparam>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="orchestrator">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestratorFunc<TInput, TOutput>(
        TaskName name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> orchestrator) =>
        AddOrchestratorFunc(name, default, orchestrator);

    /// <summary>Adds an asynchronous function as a version of an orchestrator.</summary>
    /// <typeparam name="TInput">The type of the input.</typeparam>
    /// <typeparam name="TOutput">The type of the result.</typeparam>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="version">The version; the default value for none.</param>
    /// <param name="orchestrator">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestratorFunc<TInput, TOutput>(
        TaskName name, TaskVersion version, Func<TaskOrchestrationContext, TInput, Task<TOutput>> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        ITaskOrchestrator wrapper = FuncTaskOrchestrator.Create(orchestrator);
        return AddOrchestrator(name, version, _ => wrapper);
    }

    /// <summary>Adds a function as an orchestrator.</summary>
    /// <typeparam name="TInput">The type of the input.</typeparam>
    /// <typeparam name="TOutput">The type of the result.</typeparam>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="orchestrator">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestratorFunc<TInput, TOutput>(
        TaskName name, Func<TaskOrchestrationContext, TInput, TOutput> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestratorFunc<TInput, TOutput>(name, (context, input) => Task.FromResult(orchestrator(context, input)));
    }

    /// <summary>Adds an asynchronous function without a result as an orchestrator.</summary>
    /// <typeparam name="TInput">The type of the input.</typeparam>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="orchestrator">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestratorFunc<TInput>(TaskName name, Func<TaskOrchestrationContext, TInput, Task> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestratorFunc<TInput, object?>(name, async (context, input) =>
        {
            await orchestrator(context, input);
            return null;
        });
    }

    /// <summary>Adds an asynchronous function without an input as an orchestrator.</summary>
    /// <typeparam name="TOutput">The type of the result.</typeparam>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="orchestrator">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestratorFunc<TOutput>(TaskName name, Func<TaskOrchestrationContext, Task<TOutput>> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestratorFunc<object?, TOutput>(name, (context, _) => orchestrator(context));
    }

    /// <summary>Adds an asynchronous function without input and result as an orchestrator.</summary>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="orchestrator">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestratorFunc(TaskName name, Func<TaskOrchestrationContext, Task> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestratorFunc<object?, object?>(name, async (context, _) =>
        {
            await orchestrator(context);
            return null;
        });
    }

    /// <summary>Adds a function without an input as an orchestrator.</summary>
    /// <typeparam name="TOutput">The type of the result.</typeparam>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="orchestrator">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestratorFunc<TOutput>(TaskName name, Func<TaskOrchestrationContext, TOutput> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestratorFunc<object?, TOutput>(name, (context, _) => Task.FromResult(orchestrator(context)));
    }

    /// <summary>Adds a procedure as an orchestrator.</summary>
    /// <typeparam name="TInput">The type of the input.</typeparam>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="orchestrator">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestratorFunc<TInput>(TaskName name, Action<TaskOrchestrationContext, TInput> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestratorFunc<TInput, object?>(name, (context, input) =>
        {
            orchestrator(context, input);
            return CompletedNullTask;
        });
    }

    /// <summary>Adds a procedure without an input as an orchestrator.</summary>
    /// <param name="name">The name under which it is called.</param>
    /// <param name="orchestrator">The function.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name, with this version, is already taken.</exception>
    public DurableTaskRegistry AddOrchestratorFunc(TaskName name, Action<TaskOrchestrationContext> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestratorFunc<object?, object?>(name, (context, _) =>
        {
            orchestrator(context);
            return CompletedNullTask;
        });
    }
}
