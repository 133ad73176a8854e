namespace Microsoft.DurableTask;

/// <summary>An orchestrator as the worker sees it; derive from <see cref="TaskOrchestrator{TInput, TOutput}"/> instead.</summary>
public interface ITaskOrchestrator
{
    /// <summary>Gets the type to which the input is deserialized.</summary>
    Type InputType { get; }

    /// <summary>Gets the type of the result.</summary>
    Type OutputType { get; }

    /// <summary>Runs the orchestrator, from its beginning, at every turn.</summary>
    /// <param name="context">The only way to the outside world.</param>
    /// <param name="input">The deserialized input; null when there is none.</param>
    /// <returns>The result, to be serialized.</returns>
    Task<object?> RunAsync(TaskOrchestrationContext context, object? input);
}

/// <summary>
/// Base of orchestrators. An orchestrator is replayed from its history at every turn, so it must be
/// deterministic: time, chance, delays and I/O only through its context and its activities.
/// </summary>
/// <typeparam name="TInput">The type of the input.</typeparam>
/// <typeparam name="TOutput">The type of the result.</typeparam>
public abstract class TaskOrchestrator<TInput, TOutput> : ITaskOrchestrator
{
    /// <inheritdoc/>
    Type ITaskOrchestrator.InputType => typeof(TInput);

    /// <inheritdoc/>
    Type ITaskOrchestrator.OutputType => typeof(TOutput);

    /// <inheritdoc/>
    async Task<object?> ITaskOrchestrator.RunAsync(TaskOrchestrationContext context, object? input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await RunAsync(context, TaskInput.Cast<TInput>(input));
    }

    /// <summary>Runs the orchestrator.</summary>
    /// <param name="context">The only way to the outside world.</param>
    /// <param name="input">The input; the default of its type when there is none.</param>
    /// <returns>The result of the orchestration.</returns>
    public abstract Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input);
}
