namespace Microsoft.DurableTask.Client;

/// <summary>What a purge has done.</summary>
public class PurgeResult
{
    /// <summary>Initializes a result.</summary>
    /// <param name="count">How many instances were purged; not negative.</param>
    public PurgeResult(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        PurgedInstanceCount = count;
    }

    /// <summary>Initializes a result.</summary>
    /// <param name="count">How many instances were purged; not negative.</param>
    /// <param name="isComplete">Whether nothing is left to purge; null when unknown.</param>
    public PurgeResult(int count, bool? isComplete)
        : this(count) => IsComplete = isComplete;

    /// <summary>Gets how many instances were purged.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>Gets whether nothing is left to purge; null when unknown.</summary>
    public bool? IsComplete { get; }
}
