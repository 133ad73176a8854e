namespace Microsoft.DurableTask;

/// <summary>Makes orchestrators of functions.</summary>
public static class FuncTaskOrchestrator
{
    /// <summary>Wraps a function as an orchestrator.</summary>
    /// <typeparam name="TInput">The type of the input.</typeparam>
    /// <typeparam name="TOutput">The type of the result.</typeparam>
    /// <param name="implementation">The function; it must be deterministic.</param>
    /// <returns>An orchestrator that calls the function.</returns>
    public static TaskOrchestrator<TInput, TOutput> Create<TInput, TOutput>(
        Func<TaskOrchestrationContext, TInput, Task<TOutput>> implementation)
    {
        ArgumentNullException.ThrowIfNull(implementation);
        return new Implementation<TInput, TOutput>(implementation);
    }

    private sealed class Implementation<TInput, TOutput>(
        Func<TaskOrchestrationContext, TInput, Task<TOutput>> implementation) : TaskOrchestrator<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input) =>
            implementation(context, input);
    }
}
