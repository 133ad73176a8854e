using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask;

/// <summary>Makes pageable results of functions that fetch a page.</summary>
public static class Pageable
{
    /// <summary>Returns pageable results.</summary>
    /// <typeparam name="T">The type of a result.</typeparam>
    /// <param name="pageFunc">Fetches the page at a continuation token.</param>
    /// <returns>The results.</returns>
    public static AsyncPageable<T> Create<T>(Func<string?, CancellationToken, Task<Page<T>>> pageFunc)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(pageFunc);
        return Create<T>((continuation, _, cancellation) => pageFunc(continuation, cancellation));
    }

    /// <summary>Returns pageable results.</summary>
    /// <typeparam name="T">The type of a result.</typeparam>
    /// <param name="pageFunc">Fetches the page at a continuation token with a hint of its size.</param>
    /// <returns>The results.</returns>
    public static AsyncPageable<T> Create<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> pageFunc)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(pageFunc);
        return new FuncAsyncPageable<T>(pageFunc);
    }

    private sealed class FuncAsyncPageable<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> pageFunc)
        : AsyncPageable<T>
        where T : notnull
    {
        public override IAsyncEnumerable<Page<T>> AsPages(
            string? continuationToken = default, int? pageSizeHint = default) =>
            Fetch(continuationToken, pageSizeHint);

        private async IAsyncEnumerable<Page<T>> Fetch(
            string? continuationToken, int? pageSizeHint, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            do
            {
                Page<T> page = await pageFunc(continuationToken, pageSizeHint, cancellation);
                yield return page;
                continuationToken = page.ContinuationToken;
            }
            while (continuationToken is not null);
        }
    }
}
