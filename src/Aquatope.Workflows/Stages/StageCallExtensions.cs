using Microsoft.DurableTask;

namespace Aquatope.Workflows;

/// <summary>The one verb that this project adds to an orchestration: calling a stage.</summary>
public static class StageCallExtensions
{
    /// <summary>The tag that marks an activity call as a stage call, so that every backend can tell it in its telemetry.</summary>
    public const string StageTag = "aquatope.stage";

    /// <summary>
    /// Calls a stage: an activity whose resources are tuned, which runs on a worker pool of its own and reports its latency.
    /// Like every activity it runs at least once, so that its side effects must bear being repeated.
    /// </summary>
    /// <typeparam name="TResult">The type of the stage's result.</typeparam>
    /// <param name="context">The orchestration's context.</param>
    /// <param name="stage">The stage's name.</param>
    /// <param name="input">The stage's input; it travels as JSON.</param>
    /// <param name="options">Retry policy, tags and version of the call; none by default.</param>
    /// <returns>The stage's result.</returns>
    /// <exception cref="TaskFailedException">The stage failed; the details name the cause, an <see cref="OutOfMemoryException"/>
    /// where it exceeded its memory limit.</exception>
    public static Task<TResult> CallStageAsync<TResult>(
        this TaskOrchestrationContext context,
        TaskName stage,
        object? input = null,
        TaskOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.CallActivityAsync<TResult>(stage, input, Tagged(stage, options));
    }

    /// <summary>Calls a stage that returns nothing. See the overload with a result.</summary>
    /// <param name="context">The orchestration's context.</param>
    /// <param name="stage">The stage's name.</param>
    /// <param name="input">The stage's input; it travels as JSON.</param>
    /// <param name="options">Retry policy, tags and version of the call; none by default.</param>
    /// <returns>Completes when the stage has ended.</returns>
    /// <exception cref="TaskFailedException">The stage failed.</exception>
    public static Task CallStageAsync(
        this TaskOrchestrationContext context,
        TaskName stage,
        object? input = null,
        TaskOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.CallActivityAsync(stage, input, Tagged(stage, options));
    }

    private static TaskOptions Tagged(TaskName stage, TaskOptions? options)
    {
        var tags = new Dictionary<string, string>(options?.Tags ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            [StageTag] = stage.Name,
        };
        return options is null ? new TaskOptions(tags: tags) : options with { Tags = tags };
    }
}
