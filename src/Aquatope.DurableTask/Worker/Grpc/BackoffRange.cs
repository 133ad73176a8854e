namespace Microsoft.DurableTask.Worker.Grpc;

/// <summary>Exponential back-off with jitter, so that many workers do not return at once.</summary>
internal readonly record struct BackoffRange(TimeSpan First, TimeSpan Longest)
{
    // 2^30 times any first delay exceeds any longest one.
    private const int MaximumExponent = 30;

    /// <summary>Returns the delay after a number of failures in a row, from half of the exponential delay to all of it.</summary>
    public TimeSpan Delay(int failures, Random jitter)
    {
        double exponential = First.TotalMilliseconds * Math.Pow(2, Math.Clamp(failures - 1, 0, MaximumExponent));
        double bound = Math.Min(exponential, Longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(bound * (0.5 + (jitter.NextDouble() / 2)));
    }
}
