using Aquatope.Contracts;
using Aquatope.Tuning;

namespace Aquatope.Local.Tests;

public sealed class LocalStoreStateContract : StateStoreContract, IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("aquatope-store-").FullName;
    private LocalStore? _store;

    public async ValueTask DisposeAsync()
    {
        await _store!.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    protected override Task<IStateStore> CreateAsync()
    {
        _store = LocalStore.Open(Path.Combine(_directory, "state.db"));
        return Task.FromResult<IStateStore>(_store);
    }
}
