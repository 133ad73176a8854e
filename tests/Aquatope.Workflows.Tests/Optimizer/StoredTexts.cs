using System.Text;
using Aquatope.Tuning;

namespace Aquatope.Workflows.Tests;

/// <summary>A store of texts, which takes every write.</summary>
internal sealed class StoredTexts : Dictionary<string, string>, IStateStore
{
    public Task<StateDocument?> ReadAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(TryGetValue(key, out string? text) ? new StateDocument(Encoding.UTF8.GetBytes(text), "1") : null);

    public Task<string> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expectedVersion, CancellationToken cancellationToken)
    {
        this[key] = Encoding.UTF8.GetString(content.Span);
        return Task.FromResult("1");
    }

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) =>
        Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToAsyncEnumerable();
}
