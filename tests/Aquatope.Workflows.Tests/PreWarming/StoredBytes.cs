using System.Globalization;
using System.Runtime.CompilerServices;
using Aquatope.Tuning;

namespace Aquatope.Workflows.Tests;

/// <summary>A state store in memory.</summary>
internal sealed class StoredBytes : IStateStore
{
    private readonly SortedDictionary<string, (byte[] Content, int Version)> _documents = new(StringComparer.Ordinal);

    public void Damage(string key) => _documents[key].Content[^1] ^= 1;

    public Task<StateDocument?> ReadAsync(string key, CancellationToken cancellationToken) => Task.FromResult(
        _documents.TryGetValue(key, out (byte[] Content, int Version) document) ? new StateDocument(document.Content, Text(document.Version)) : null);

    public Task<string> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expectedVersion, CancellationToken cancellationToken)
    {
        int? version = _documents.TryGetValue(key, out (byte[] Content, int Version) document) ? document.Version : null;
        if ((version is { } present ? Text(present) : null) != expectedVersion)
        {
            throw new StateConflictException(key, expectedVersion);
        }

        _documents[key] = (content.ToArray(), (version ?? 0) + 1);
        return Task.FromResult(Text((version ?? 0) + 1));
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (string key in _documents.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).ToList())
        {
            yield return key;
        }
    }

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);
}
