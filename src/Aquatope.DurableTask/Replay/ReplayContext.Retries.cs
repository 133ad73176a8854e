namespace Microsoft.DurableTask.Worker.Replay;

internal sealed partial class ReplayContext
{
    private Task<string?> WithRetriesAsync(TaskName name, Func<Task<string?>> attempt, TaskRetryOptions? retry) => retry switch
    {
        { Policy: { } policy } => WithPolicyAsync(attempt, policy),
        { Handler: { } handler } => WithHandlerAsync(name, attempt, handler),
        _ => attempt(),
    };

    private async Task<string?> WithPolicyAsync(Func<Task<string?>> attempt, RetryPolicy policy)
    {
        DateTime started = Now;
        for (int failures = 1; ; failures++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failure) when (!failure.FailureDetails.IsNonRetriable)
            {
                if (RetryDelays.Next(policy, failures, Now - started) is not { } delay || !policy.Handle(failure))
                {
                    throw;
                }

                await StartTimer(Now + delay, CancellationToken.None);
            }
        }
    }

    private async Task<string?> WithHandlerAsync(TaskName name, Func<Task<string?>> attempt, AsyncRetryHandler handler)
    {
        DateTime started = Now;
        for (int failures = 1; ; failures++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException failure) when (!failure.FailureDetails.IsNonRetriable)
            {
                LogEvaluatingRetryHandler(_logger, InstanceId, name.Name, failures);
                RetryContext context = new(this, failures, failure.FailureDetails, Now - started, CancellationToken.None);
                if (!await handler(context))
                {
                    throw;
                }
            }
        }
    }
}
