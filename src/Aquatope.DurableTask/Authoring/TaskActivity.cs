namespace Microsoft.DurableTask;

/// <summary>An activity as the worker sees it; derive from <see cref="TaskActivity{TInput, TOutput}"/> instead.</summary>
public interface ITaskActivity
{
    /// <summary>Gets the type to which the input is deserialized.</summary>
    Type InputType { get; }

    /// <summary>Gets the type of the result.</summary>
    Type OutputType { get; }

    /// <summary>Runs the activity.</summary>
    /// <param name="context">What the activity may know about its call.</param>
    /// <param name="input">The deserialized input; null when the caller gave none.</param>
    /// <returns>The result, to be serialized.</returns>
    Task<object?> RunAsync(TaskActivityContext context, object? input);
}

/// <summary>Base of activities: the steps of an orchestration that may do I/O and need not be deterministic.</summary>
/// <typeparam name="TInput">The type of the input.</typeparam>
/// <typeparam name="TOutput">The type of the result.</typeparam>
public abstract class TaskActivity<TInput, TOutput> : ITaskActivity
{
    /// <inheritdoc/>
    Type ITaskActivity.InputType => typeof(TInput);

    /// <inheritdoc/>
    Type ITaskActivity.OutputType => typeof(TOutput);

    /// <inheritdoc/>
    async Task<object?> ITaskActivity.RunAsync(TaskActivityContext context, object? input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await RunAsync(context, TaskInput.Cast<TInput>(input));
    }

    /// <summary>Runs the activity. It may run more than once for one call, so it should be idempotent.</summary>
    /// <param name="context">What the activity may know about its call.</param>
    /// <param name="input">The input; the default of its type when the caller gave none.</param>
    /// <returns>The result, which travels serialized to the orchestrator.</returns>
    public abstract Task<TOutput> RunAsync(TaskActivityContext context, TInput input);
}
