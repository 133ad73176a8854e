namespace Microsoft.DurableTask.Client.Entities;

/// <summary>What to clean from the storage of entities.</summary>
public readonly record struct CleanEntityStorageRequest
{
    /// <summary>Gets a request to clean everything.</summary>
    public static CleanEntityStorageRequest Default => new() { RemoveEmptyEntities = true, ReleaseOrphanedLocks = true };

    /// <summary>Gets whether to remove entities without state, locks and messages.</summary>
    public bool RemoveEmptyEntities { get; init; }

    /// <summary>Gets whether to release the locks of orchestrations that have ended.</summary>
    public bool ReleaseOrphanedLocks { get; init; }

    /// <summary>Gets where to begin; null for the beginning.</summary>
    public string? ContinuationToken { get; init; }
}

/// <summary>What was cleaned from the storage of entities.</summary>
public readonly record struct CleanEntityStorageResult
{
    /// <summary>Gets how many entities were removed.</summary>
    public int EmptyEntitiesRemoved { get; init; }

    /// <summary>Gets how many locks were released.</summary>
    public int OrphanedLocksReleased { get; init; }

    /// <summary>Gets where to continue; null when all is done.</summary>
    public string? ContinuationToken { get; init; }
}
