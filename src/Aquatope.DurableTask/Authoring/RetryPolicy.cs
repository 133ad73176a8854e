using System.ComponentModel;

namespace Microsoft.DurableTask;

/// <summary>Retries by exponential back-off with durable timers.</summary>
public class RetryPolicy
{
    /// <summary>Initializes a policy.</summary>
    /// <param name="maxNumberOfAttempts">The greatest number of attempts, the first included; at least one.</param>
    /// <param name="firstRetryInterval">The delay before the second attempt; greater than zero.</param>
    /// <param name="backoffCoefficient">By what each further delay is multiplied; at least one.</param>
    /// <param name="maxRetryInterval">The longest delay; null for one hour.</param>
    /// <param name="retryTimeout">For how long to retry, from the first attempt; null for ever.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        if (!(backoffCoefficient >= 1.0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(backoffCoefficient), backoffCoefficient, "The back-off coefficient must be at least 1.");
        }

        ThrowIfShorter(maxRetryInterval, firstRetryInterval, nameof(maxRetryInterval));
        ThrowIfShorter(retryTimeout, firstRetryInterval, nameof(retryTimeout));

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    /// <summary>Gets the greatest number of attempts, the first included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>Gets the delay before the second attempt.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>Gets by what each further delay is multiplied. Default: 1.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>Gets the longest delay. Default: one hour; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>Gets for how long to retry, from the first attempt. Default: <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Gets the filter that decides whether to retry after an exception. Default: always.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle { get; private init; } = static _ => true;

    /// <summary>Gets or sets a filter that is never called.</summary>
    [Obsolete("This functionality is not implemented. Will be removed in the future. Use TaskOptions.FromRetryHandler or HandleFailure instead.")]
    public Func<Exception, Task<bool>>? HandleAsync { get; set; }

    /// <summary>Sets the filter that decides from the details of a failure whether to retry.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            Handle = exception => exception is TaskFailedException failed
                ? value(failed.FailureDetails)
                : throw new InvalidOperationException(
                    $"A retry policy handles failed tasks, but got {exception.GetType()}: {exception.Message}");
        }
    }

    private static void ThrowIfShorter(TimeSpan? value, TimeSpan firstRetryInterval, string name)
    {
        if (value < firstRetryInterval && value != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                name, value, $"Must be at least the first retry interval, {firstRetryInterval}.");
        }
    }
}
