namespace Microsoft.DurableTask.Worker.Replay;

/// <summary>The back-off arithmetic of retry policies.</summary>
internal static class RetryDelays
{
    /// <summary>Returns the delay before the next attempt; null when there is none.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="failures">How many attempts have failed; at least one.</param>
    /// <param name="elapsed">The time since the first attempt.</param>
    public static TimeSpan? Next(RetryPolicy policy, int failures, TimeSpan elapsed)
    {
        if (failures >= policy.MaxNumberOfAttempts
            || (policy.RetryTimeout != Timeout.InfiniteTimeSpan && elapsed >= policy.RetryTimeout))
        {
            return null;
        }

        TimeSpan longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        double milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, failures - 1);
        return milliseconds < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : longest;
    }
}
