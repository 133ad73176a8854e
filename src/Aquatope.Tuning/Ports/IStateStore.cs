namespace Aquatope.Tuning;

/// <summary>Port: where models, trial histories and decisions are kept.</summary>
/// <threadsafety>Implementations are safe for concurrent use, also by several processes.</threadsafety>
public interface IStateStore
{
    /// <summary>Reads a document.</summary>
    /// <param name="key">The document's key: segments of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, joined by <c>/</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The document, or null where there is none.</returns>
    Task<StateDocument?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Writes a document, if nobody else has written it meanwhile.</summary>
    /// <param name="key">The document's key.</param>
    /// <param name="content">The new content.</param>
    /// <param name="expectedVersion">The version that was read; null for a document that must not exist yet.</param>
    /// <param name="cancellationToken">Stops waiting; the write may still happen.</param>
    /// <returns>The new version.</returns>
    /// <exception cref="StateConflictException">The document has another version than expected.</exception>
    Task<string> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expectedVersion, CancellationToken cancellationToken);

    /// <summary>Lists the keys that begin with a prefix, in ordinal order.</summary>
    /// <param name="prefix">The prefix; empty for all.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The keys.</returns>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken);
}

/// <summary>A stored document.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Version">An opaque token that changes with every write.</param>
public sealed record StateDocument(ReadOnlyMemory<byte> Content, string Version);
