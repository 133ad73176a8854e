using System.Text.Json.Nodes;
using Aquatope.Tuning;
using Azure.ResourceManager;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;

namespace Aquatope.Azure.Tests;

/// <summary>What Azure adds to the contract: what is kept, operations that take a while, lost writes, several writers, hysteresis.</summary>
public sealed class AzureWorkerPoolsTests(StorageFixture storage) : IAsyncDisposable
{
    private static readonly TimeSpan WarmInterval = TimeSpan.FromMinutes(15);
    private static readonly WorkflowConfiguration Larger = WorkflowConfiguration.Of([KeyValuePair.Create("Resize", new ResourceConfiguration(2, 4096, 8))]);
    private static readonly string Resize = ArmApps.IdOf("production", "Resize", HostingPlan.FlexConsumption);
    private readonly ArmServer _server = new();
    private readonly HastyClock _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Configure_Flex_ChangesScaleAndConcurrencyAndTheStagesSettingsOnly()
    {
        AzureWorkerPools pools = await PoolsAsync();
        JsonNode expected = _server[Resize].DeepClone();
        await pools.ConfigureAsync("production", Larger, Cancellation);
        _clock.Advance(WarmInterval);
        await pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(3), Cancellation);

        JsonNode scale = expected["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!;
        scale["instanceMemoryMB"] = 4096;
        scale["alwaysReady"]!.AsArray().Add(new JsonObject { ["name"] = "durable", ["instanceCount"] = 3 });
        JsonNode settings = expected["settings"]!;
        (settings[StageSettings.Cpu], settings[StageSettings.MemoryMiB]) = ("2", "4096");
        (settings[StageSettings.Concurrency], settings[StageSettings.HostConcurrency]) = ("8", "8");

        // The values of the identity are Azure's own and are not sent back.
        Assert.NotNull(_server[Resize]["identity"]!["userAssignedIdentities"]);
        Assert.Equal(Shape(expected), Shape(_server[Resize]));
    }

    [Fact]
    public async Task Configure_SizeAndConcurrency_WritesTheSettingsFirstAndEachOnce()
    {
        await (await PoolsAsync()).ConfigureAsync("production", Larger, Cancellation);

        Assert.Equal(["PUT app-production-Resize settings", "PUT app-production-Resize"], _server.Writes);
    }

    [Fact]
    public async Task Configure_OperationTakesAWhile_PollsAsOftenAsAzureAsksAndLetsTheAppSettle()
    {
        await (await PoolsAsync()).ConfigureAsync("production", Larger, Cancellation);

        Assert.Equal(3, _clock.Waits.Count(wait => wait == TimeSpan.FromSeconds(7)));
        Assert.Equal(TimeSpan.FromSeconds(90), _clock.Waits[^1]);
    }

    [Fact]
    public async Task Configure_AlreadySo_ChangesNothingAndWaitsForNothing()
    {
        AzureWorkerPools pools = await PoolsAsync();
        await pools.ConfigureAsync("production", WorkflowConfiguration.Of([KeyValuePair.Create("Resize", new ResourceConfiguration(1, 2048, 1))]), Cancellation);

        Assert.Empty(_server.Writes);
        Assert.DoesNotContain(TimeSpan.FromSeconds(90), _clock.Waits);
    }

    [Fact]
    public async Task Configure_WriteOverwrittenOnce_IsMadeAgain()
    {
        _server.LoseWrites = 1;
        AzureWorkerPools pools = await PoolsAsync();
        await pools.ConfigureAsync("production", Larger, Cancellation);

        Assert.Equal(2, _server.Writes.Count(write => write == "PUT app-production-Resize"));
        Assert.Equal(4096, (await StateAsync(pools)).Configuration.MemoryMiB);
    }

    [Fact]
    public async Task Configure_WriteOverwrittenEachTime_SaysWhatIsThere()
    {
        _server.LoseWrites = int.MaxValue;
        AzureWorkerPools pools = await PoolsAsync();

        ActuationException lost = await Assert.ThrowsAsync<ActuationException>(() => pools.ConfigureAsync("production", Larger, Cancellation));
        Assert.Equal(("Resize", true), (lost.App.Stage, lost.IsTransient));
        Assert.Equal(3, _server.Writes.Count(write => write == "PUT app-production-Resize"));
    }

    [Fact]
    public async Task Configure_AnotherOperationUnderWay_TriesAgain()
    {
        AzureWorkerPools pools = await PoolsAsync();
        _server.Trouble(409, """{"error":{"code":"Conflict","message":"Another operation is in progress."}}""", applies: request => request.Method == "PUT");
        await pools.ConfigureAsync("production", Larger, Cancellation);

        Assert.Equal(4096, (await StateAsync(pools)).Configuration.MemoryMiB);
    }

    [Fact]
    public async Task Configure_Throttled_ComesAgain()
    {
        AzureWorkerPools pools = await PoolsAsync();
        _server.Trouble(429, """{"error":{"code":"TooManyRequests","message":"Rate exceeded."}}""", ("retry-after-ms", "20"));
        await pools.ConfigureAsync("production", Larger, Cancellation);

        Assert.Equal(4096, (await StateAsync(pools)).Configuration.MemoryMiB);
    }

    [Fact]
    public async Task Configure_OperationFails_SaysSo()
    {
        _server.Outcome = "Failed";
        AzureWorkerPools pools = await PoolsAsync();

        AzureServiceException failed = await Assert.ThrowsAsync<AzureServiceException>(() => pools.ConfigureAsync("production", Larger, Cancellation));
        Assert.Equal("ServiceUnavailable", failed.ErrorCode);
    }

    [Fact]
    public async Task Configure_RoleMissing_SaysSoAtOnce()
    {
        AzureWorkerPools pools = await PoolsAsync();
        _server.Trouble(403, """{"error":{"code":"AuthorizationFailed","message":"The client does not have authorization."}}""", applies: request => request.Method == "PUT");

        AzureServiceException refused = await Assert.ThrowsAsync<AzureServiceException>(() => pools.ConfigureAsync("production", Larger, Cancellation));
        Assert.Equal((403, "AuthorizationFailed", false), (refused.Status, refused.ErrorCode, refused.IsTransient));
    }

    [Fact]
    public async Task Configure_SizeThatThePlanDoesNotSell_IsRefusedBeforeAnyChange()
    {
        AzureWorkerPools pools = await PoolsAsync();
        WorkflowConfiguration mixed = Larger.With("Decode", new ResourceConfiguration(2, 512, 1));

        await Assert.ThrowsAsync<ArgumentException>(() => pools.ConfigureAsync("production", mixed, Cancellation));
        Assert.Empty(_server.Writes);
    }

    [Fact]
    public async Task Configure_LaneWithoutApps_IsRefused()
    {
        AzureWorkerPools pools = await PoolsAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => pools.ConfigureAsync("trial-2", Larger, Cancellation));
    }

    [Fact]
    public async Task Configure_SettingMissing_SaysWhichAndWhatToDo()
    {
        AzureWorkerPools pools = await PoolsAsync();
        _server[Resize]["settings"]!.AsObject().Remove(StageSettings.HostConcurrency);

        ActuationException missing = await Assert.ThrowsAsync<ActuationException>(() => pools.ConfigureAsync("production", Larger, Cancellation));
        Assert.False(missing.IsTransient);
        Assert.Contains(StageSettings.HostConcurrency, missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configure_CallerStopsWaiting_CompletesTheChangeAllTheSame()
    {
        BlobContainerClient container = await storage.NewContainerAsync();
        AzureWorkerPools pools = Pools(container);
        using var impatience = new CancellationTokenSource();
        _server.PollsBeforeDone = 50;
        Task configuring = pools.ConfigureAsync("production", Larger, impatience.Token);
        await _server.WrittenAsync("PUT app-production-Resize", Cancellation);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => configuring);

        // Whoever changes the app next has to wait for that change.
        await pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(1), Cancellation);
        Assert.Equal(4096, (await StateAsync(pools)).Configuration.MemoryMiB);
    }

    [Fact]
    public async Task SetWarmTarget_SoonAfterAChange_WaitsForTheIntervalAndIsNotForgotten()
    {
        AzureWorkerPools pools = await PoolsAsync();
        await pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(2), Cancellation);
        _clock.Advance(WarmInterval - TimeSpan.FromMinutes(1));
        await pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(5), Cancellation);

        Assert.Equal(1, _server.Restarts["app-production-Resize"]);
        Assert.Equal((5, 2), ((await StateAsync(pools)).WarmTarget, (await StateAsync(pools)).Idle));

        _clock.Advance(TimeSpan.FromMinutes(1));
        await pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(5), Cancellation);
        Assert.Equal(2, _server.Restarts["app-production-Resize"]);
        Assert.Equal((5, 5), ((await StateAsync(pools)).WarmTarget, (await StateAsync(pools)).Idle));
    }

    [Fact]
    public async Task SetWarmTarget_ByAnotherProcess_KnowsOfTheLastChange()
    {
        BlobContainerClient container = await storage.NewContainerAsync();
        await Pools(container).SetWarmTargetAsync("production", "Resize", new WarmTarget(2), Cancellation);
        await Pools(container).SetWarmTargetAsync("production", "Resize", new WarmTarget(3), Cancellation);

        Assert.Equal(1, _server.Restarts["app-production-Resize"]);
    }

    [Fact]
    public async Task SetWarmTarget_ChangeFails_StillCountsAsOne()
    {
        AzureWorkerPools pools = await PoolsAsync();
        _server.Outcome = "Failed";
        await Assert.ThrowsAsync<AzureServiceException>(() => pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(2), Cancellation));
        int writes = _server.Writes.Count;
        await pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(3), Cancellation);

        Assert.Equal(writes, _server.Writes.Count);
    }

    [Fact]
    public async Task Configure_TargetHeldBack_SetsItWithTheSameRestart()
    {
        AzureWorkerPools pools = await PoolsAsync();
        await pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(2), Cancellation);
        await pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(4), Cancellation);
        await pools.ConfigureAsync("production", Larger, Cancellation);

        Assert.Equal(4, (await StateAsync(pools)).Idle);
    }

    [Fact]
    public async Task Change_Made_IsRecordedInTheFormThatADeploymentReads()
    {
        BlobContainerClient container = await storage.NewContainerAsync();
        await Pools(container).ConfigureAsync("production", Larger, Cancellation);
        await Pools(container).SetWarmTargetAsync("production", "Resize", new WarmTarget(3), Cancellation);
        JsonNode record = JsonNode.Parse((await container.GetBlobClient("actuation/production/Resize").DownloadContentAsync(Cancellation)).Value.Content)!;

        Assert.Equal("""{"memoryMiB":4096,"concurrency":8,"warm":0}""", record["setting"]!.ToJsonString());
        Assert.Equal(3, record["warmTarget"]!.GetValue<int>());
    }

    [Fact]
    public async Task SetWarmTarget_BackToZero_TakesTheEntryAway()
    {
        AzureWorkerPools pools = await PoolsAsync();
        await pools.SetWarmTargetAsync("trial-1", "Resize", new WarmTarget(2), Cancellation);
        _clock.Advance(WarmInterval);
        await pools.SetWarmTargetAsync("trial-1", "Resize", new WarmTarget(0), Cancellation);

        JsonNode scale = _server[ArmApps.IdOf("trial-1", "Resize", HostingPlan.FlexConsumption)]["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!;
        Assert.Equal(["http"], scale["alwaysReady"]!.AsArray().Select(entry => entry!["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Change_TwoProcessesAtOnce_ComeOneAfterTheOther()
    {
        BlobContainerClient container = await storage.NewContainerAsync();
        await Task.WhenAll(
            Pools(container).ConfigureAsync("production", Larger, Cancellation),
            Pools(container).SetWarmTargetAsync("production", "Resize", new WarmTarget(3), Cancellation));

        Assert.Empty(_server.Collisions);
        Assert.Equal(4096, (await StateAsync(Pools(container))).Configuration.MemoryMiB);
    }

    [Fact]
    public async Task Change_AnotherProcessKeepsTheLease_GivesUpInTime()
    {
        BlobContainerClient container = await storage.NewContainerAsync();
        await Pools(container).SetWarmTargetAsync("production", "Resize", new WarmTarget(1), Cancellation);
        await container.GetBlobClient("actuation/production/Resize").GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(-1), cancellationToken: Cancellation);

        AzureWorkerPools pools = Pools(container, options => options with { LeaseWait = TimeSpan.FromMinutes(1) });
        Assert.True((await Assert.ThrowsAsync<ActuationException>(() => pools.ConfigureAsync("production", Larger, Cancellation))).IsTransient);
    }

    [Fact]
    public async Task Change_LeaseLostMeanwhile_SaysSo()
    {
        BlobContainerClient container = await storage.NewContainerAsync();
        _server.PollsBeforeDone = int.MaxValue;
        Task configuring = Pools(container).ConfigureAsync("production", Larger, Cancellation);
        await _server.WrittenAsync("PUT app-production-Resize", Cancellation);
        await container.GetBlobClient("actuation/production/Resize").GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: Cancellation);

        Assert.True((await Assert.ThrowsAsync<ActuationException>(() => configuring)).IsTransient);
    }

    [Fact]
    public async Task Get_UnitsMetered_TellsHowManyInstancesWereBusy()
    {
        AzureWorkerPools pools = await PoolsAsync();
        await pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(3), Cancellation);

        // 1.5 instances of 2,048 MB, active for a minute.
        _server[Resize]["metrics"] = new JsonObject { ["OnDemandFunctionExecutionUnits"] = 2048 * 60_000.0, ["AlwaysReadyFunctionExecutionUnits"] = 1024 * 60_000.0 };

        PoolState state = await StateAsync(pools);
        Assert.Equal((0, 1, 2), (state.Starting, state.Idle, state.Busy));
    }

    [Fact]
    public async Task FlexUsage_UnitMetrics_AreWhatIsBilled()
    {
        AzureWorkerPools pools = await PoolsAsync();
        _server[Resize]["metrics"] = new JsonObject
        {
            ["OnDemandFunctionExecutionUnits"] = 72_000 * 1_024_000.0,
            ["AlwaysReadyFunctionExecutionUnits"] = 0.0,
            ["AlwaysReadyUnits"] = 10 * 1_024_000.0,
            ["OnDemandFunctionExecutionCount"] = 100_000.0,
            ["AlwaysReadyFunctionExecutionCount"] = 44_000.0,
        };
        StageApp app = ArmApps.All(HostingPlan.FlexConsumption, WarmInterval).Single(app => app is { Lane: "production", Stage: "Resize" });

        FlexConsumptionUsage usage = await pools.Metrics.FlexUsageAsync(app, _clock.GetUtcNow().AddHours(-1), _clock.GetUtcNow(), Cancellation);
        Assert.Equal(new FlexConsumptionUsage(72_000, 0, 10, 144_000), usage);
    }

    private static async Task<PoolState> StateAsync(AzureWorkerPools pools) =>
        (await pools.GetAsync("production", Cancellation)).Single(pool => pool.Stage == "Resize");

    private static string Shape(JsonNode resource)
    {
        JsonObject copy = resource.DeepClone().AsObject();
        copy.Remove("identity");
        return new JsonObject(copy.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString();
    }

    private async Task<AzureWorkerPools> PoolsAsync() => Pools(await storage.NewContainerAsync());

    private AzureWorkerPools Pools(BlobContainerClient container, Func<AzurePoolOptions, AzurePoolOptions>? configure = null)
    {
        var options = new AzurePoolOptions
        {
            Apps = _server.Has(Resize) ? ArmApps.All(HostingPlan.FlexConsumption, WarmInterval) : ArmApps.AddTo(_server, HostingPlan.FlexConsumption, WarmInterval),
            LeaseWait = TimeSpan.FromDays(1),
        };
        return new AzureWorkerPools(configure?.Invoke(options) ?? options, _server.Credential, container, _clock, _server.Reach(new ArmClientOptions()));
    }
}
