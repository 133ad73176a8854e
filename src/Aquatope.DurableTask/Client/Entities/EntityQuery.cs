namespace Microsoft.DurableTask.Client.Entities;

/// <summary>Which entities to return.</summary>
public record EntityQuery
{
    /// <summary>How many entities a page holds unless told otherwise.</summary>
    public const int DefaultPageSize = 100;

    private readonly string? _instanceIdStartsWith;

    /// <summary>Gets how IDs begin (<c>@name@key</c>; the name without regard to case); null for any.</summary>
    public string? InstanceIdStartsWith
    {
        get => _instanceIdStartsWith;
        init => _instanceIdStartsWith = value is null ? null : Normalize(value);
    }

    /// <summary>Gets the earliest time of the last change; null for any.</summary>
    public DateTimeOffset? LastModifiedFrom { get; init; }

    /// <summary>Gets the latest time of the last change; null for any.</summary>
    public DateTimeOffset? LastModifiedTo { get; init; }

    /// <summary>Gets whether to fetch states. Default: true.</summary>
    public bool IncludeState { get; init; } = true;

    /// <summary>Gets whether to return entities without state too. Default: false.</summary>
    public bool IncludeTransient { get; init; }

    /// <summary>Gets how many entities a page holds; null for the task hub's choice.</summary>
    public int? PageSize { get; init; }

    /// <summary>Gets where to begin; null for the first page.</summary>
    public string? ContinuationToken { get; init; }

    private static string Normalize(string prefix)
    {
        string full = prefix is ['@', ..] ? prefix : $"@{prefix}";
        int key = full.IndexOf('@', 1);
        int end = key < 0 ? full.Length : key;
        return string.Create(full.Length, (full, end), static (span, source) =>
        {
            source.full.AsSpan(0, source.end).ToLowerInvariant(span);
            source.full.AsSpan(source.end).CopyTo(span[source.end..]);
        });
    }
}
