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
                if (failures == policy.MaxNumberOfAttempts)
                {
                    // The official SDK records a timer after the last attempt too; without it an instance could not
                    // move between the two, because the IDs of what follows would differ.
                    await StartTimer(Now, CancellationToken.None);
                    throw;
                }

                if (RetryDelays.Next(policy, failures, Now - started) is not { } delay || !Handles(policy, failure))
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

    private bool Handles(RetryPolicy policy, TaskFailedException failure)
    {
        try
        {
            return policy.Handle(failure);
        }
#pragma warning disable CA1031 // The boundary of user code: a broken filter must not hide the failure of the task.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            LogRetryFilterThrew(_logger, broken, InstanceId, failure.TaskName);
            return false;
        }
    }
}
