namespace Microsoft.DurableTask;

/// <summary>The results of a query, fetched page by page as they are read.</summary>
/// <typeparam name="T">The type of a result.</typeparam>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
    where T : notnull
{
    /// <summary>Returns the pages.</summary>
    /// <param name="continuationToken">Where to begin; null for the first page.</param>
    /// <param name="pageSizeHint">How many results a page should have; null for the query's own size.</param>
    /// <returns>The pages.</returns>
    public abstract IAsyncEnumerable<Page<T>> AsPages(
        string? continuationToken = default, int? pageSizeHint = default);

    /// <summary>Returns the results one by one.</summary>
    /// <param name="cancellationToken">Stops the fetching of pages.</param>
    /// <returns>The results.</returns>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (Page<T> page in AsPages().WithCancellation(cancellationToken))
        {
            foreach (T value in page.Values)
            {
                yield return value;
            }
        }
    }
}
