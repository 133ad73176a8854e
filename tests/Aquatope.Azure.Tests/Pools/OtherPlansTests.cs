using System.Text.Json.Nodes;
using Aquatope.Tuning;
using Azure.ResourceManager;

namespace Aquatope.Azure.Tests;

/// <summary>What is particular of Elastic Premium and Container Apps.</summary>
public sealed class OtherPlansTests(StorageFixture storage) : IAsyncDisposable
{
    private readonly ArmServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task SetWarmTarget_Premium_SetsMinimumInstancesAndTheBufferAndNothingElse()
    {
        AzureWorkerPools pools = await PoolsAsync(HostingPlan.ElasticPremium, preWarmedBuffer: 2);
        await pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(3), Cancellation);

        Assert.Equal(["PATCH app-production-Resize"], _server.Writes);
        Assert.Equal(
            """{"minimumElasticInstanceCount":3,"preWarmedInstanceCount":2,"functionAppScaleLimit":0}""",
            _server[IdOf(HostingPlan.ElasticPremium)]["properties"]!["siteConfig"]!.ToJsonString());
    }

    [Fact]
    public async Task SetWarmTarget_PremiumBeyondWhatAnAppMayHave_SaysSo()
    {
        AzureWorkerPools pools = await PoolsAsync(HostingPlan.ElasticPremium);

        Assert.False((await Assert.ThrowsAsync<ActuationException>(() => pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(21), Cancellation))).IsTransient);
        Assert.Empty(_server.Writes);
    }

    [Fact]
    public async Task Configure_PremiumSizeOfAnotherPlan_SaysSoAndChangesNothing()
    {
        AzureWorkerPools pools = await PoolsAsync(HostingPlan.ElasticPremium);
        WorkflowConfiguration other = WorkflowConfiguration.Of([KeyValuePair.Create("Resize", new ResourceConfiguration(2, 7168, 1))]);

        Assert.False((await Assert.ThrowsAsync<ActuationException>(() => pools.ConfigureAsync("production", other, Cancellation))).IsTransient);
        Assert.Empty(_server.Writes);
    }

    [Fact]
    public async Task Configure_Container_SendsTheTemplateWithoutSecretsAndSetsTheScaler()
    {
        AzureWorkerPools pools = await PoolsAsync(HostingPlan.ContainerApps);
        JsonNode before = _server[IdOf(HostingPlan.ContainerApps)].DeepClone();
        await pools.ConfigureAsync("production", WorkflowConfiguration.Of([KeyValuePair.Create("Resize", new ResourceConfiguration(1.25, 2560, 4))]), Cancellation);

        JsonNode after = _server[IdOf(HostingPlan.ContainerApps)];
        JsonNode template = after["properties"]!["template"]!;
        Assert.True(JsonNode.DeepEquals(before["properties"]!["configuration"], after["properties"]!["configuration"]));
        Assert.Equal("""{"cpu":1.25,"memory":"2.5Gi","ephemeralStorage":"2Gi"}""", template["containers"]![0]!["resources"]!.ToJsonString());
        Assert.Equal(
            """[{"name":"AQUATOPE_CONCURRENCY","value":"4"},{"name":"OTHER","secretRef":"registry"},{"name":"AQUATOPE_CPU","value":"1.25"},{"name":"AQUATOPE_MEMORY_MIB","value":"2560"}]""",
            template["containers"]![0]!["env"]!.ToJsonString());
        Assert.Equal("4", template["scale"]!["rules"]![0]!["custom"]!["metadata"]!["maxConcurrentWorkItemsCount"]!.GetValue<string>());
        Assert.Equal(["PATCH app-production-Resize"], _server.Writes);
    }

    [Theory]
    [InlineData(0.3, 614)]
    [InlineData(0.5, 2048)]
    [InlineData(4.25, 8704)]
    [InlineData(0, 0)]
    public async Task Configure_ContainerOfASizeThatIsNotSold_IsRefused(double cpu, int memoryMiB)
    {
        AzureWorkerPools pools = await PoolsAsync(HostingPlan.ContainerApps);
        WorkflowConfiguration odd = WorkflowConfiguration.Of([KeyValuePair.Create("Resize", new ResourceConfiguration(cpu, memoryMiB, 1))]);

        await Assert.ThrowsAsync<ArgumentException>(() => pools.ConfigureAsync("production", odd, Cancellation));
    }

    private static string IdOf(HostingPlan plan) => ArmApps.IdOf("production", "Resize", plan);

    private async Task<AzureWorkerPools> PoolsAsync(HostingPlan plan, int? preWarmedBuffer = null) => new(
        new AzurePoolOptions { Apps = ArmApps.AddTo(_server, plan), PreWarmedBuffer = preWarmedBuffer },
        _server.Credential,
        await storage.NewContainerAsync(),
        new HastyClock(),
        _server.Reach(new ArmClientOptions()));
}
