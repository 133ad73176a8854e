namespace Microsoft.DurableTask;

/// <summary>One page of the results of a query.</summary>
/// <typeparam name="T">The type of a result.</typeparam>
/// <param name="values">The results of this page.</param>
/// <param name="continuationToken">Where the next page begins; null for the last page.</param>
public sealed class Page<T>(IReadOnlyList<T> values, string? continuationToken = null)
    where T : notnull
{
    /// <summary>Gets the results of this page.</summary>
    public IReadOnlyList<T> Values { get; } = values ?? throw new ArgumentNullException(nameof(values));

    /// <summary>Gets where the next page begins; null for the last page.</summary>
    public string? ContinuationToken { get; } = continuationToken;
}
