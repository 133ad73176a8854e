namespace Aquatope.TaskHub;

/// <summary>Which instances to list. They come newest first.</summary>
public sealed record InstanceSearch
{
    /// <summary>Gets what the instance ID or the name must contain, whatever the case of its Latin letters. Default: empty, anything.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>Gets the name that instances must have, or null for any.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the statuses that instances may have. Default: empty, any.</summary>
    public IReadOnlyList<InstanceStatus> Statuses { get; init; } = [];

    /// <summary>Gets whether to leave out those that another orchestration called. Default: false.</summary>
    public bool OnlyRoots { get; init; }

    /// <summary>Gets the earliest creation, inclusive. Default: the beginning.</summary>
    public DateTimeOffset CreatedFrom { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Gets the latest creation, inclusive. Default: no bound.</summary>
    public DateTimeOffset CreatedTo { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Gets where to go on: <see cref="InstancePage.Next"/> of the page before. Default: null, the newest.</summary>
    public string? After { get; init; }

    /// <summary>Gets how many to return at most; from 1 to 1,000. Default: 50.</summary>
    public int Limit { get; init; } = 50;
}
