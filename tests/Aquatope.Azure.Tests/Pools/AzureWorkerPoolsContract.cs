using Aquatope.Contracts;
using Aquatope.Tuning;
using Azure.ResourceManager;

namespace Aquatope.Azure.Tests;

public sealed class FlexConsumptionPoolsContract(StorageFixture storage) : AzureWorkerPoolsContract(storage, HostingPlan.FlexConsumption)
{
    protected override ResourceConfiguration Larger => new(2, 4096, 4);
}

public sealed class ElasticPremiumPoolsContract(StorageFixture storage) : AzureWorkerPoolsContract(storage, HostingPlan.ElasticPremium)
{
    // The size is the plan's; the stage has its concurrency to choose.
    protected override ResourceConfiguration Larger => new(1, 3584, 4);
}

public sealed class ContainerAppsPoolsContract(StorageFixture storage) : AzureWorkerPoolsContract(storage, HostingPlan.ContainerApps)
{
    protected override ResourceConfiguration Larger => new(2, 4096, 4);
}

public abstract class AzureWorkerPoolsContract(StorageFixture storage, HostingPlan plan) : WorkerPoolsContract, IAsyncDisposable
{
    private readonly ArmServer _server = new();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // Without hysteresis, which is no part of the contract.
    protected override async Task<IWorkerPools> CreateAsync() => new AzureWorkerPools(
        new AzurePoolOptions { Apps = ArmApps.AddTo(_server, plan) },
        _server.Credential,
        await storage.NewContainerAsync(),
        new HastyClock(),
        _server.Reach(new ArmClientOptions()));
}
