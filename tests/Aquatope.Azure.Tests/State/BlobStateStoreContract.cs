using Aquatope.Contracts;
using Aquatope.Tuning;

namespace Aquatope.Azure.Tests;

public sealed class BlobStateStoreContract(StorageFixture storage) : StateStoreContract
{
    protected override async Task<IStateStore> CreateAsync() =>
        await BlobStateStore.OpenAsync(await storage.NewContainerAsync(), TestContext.Current.CancellationToken);
}
