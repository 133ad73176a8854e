using Aquatope.Tuning;

namespace Aquatope.Contracts;

/// <summary>
/// What every <see cref="IWorkerPools"/> must do. A test class for each implementation inherits from it, with the stages
/// "Decode" and "Resize" and workers that start at once.
/// </summary>
public abstract class WorkerPoolsContract
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Gets resources that workers do not have at the beginning, and may be given.</summary>
    protected virtual ResourceConfiguration Larger => new(2, 1024, 4);

    protected abstract Task<IWorkerPools> CreateAsync();

    [Fact]
    public async Task Get_AtTheBeginning_IsEveryStageInOrderWithoutWorkers()
    {
        IReadOnlyList<PoolState> pools = await (await CreateAsync()).GetAsync("production", Cancellation);

        Assert.Equal(["Decode", "Resize"], pools.Select(pool => pool.Stage));
        Assert.All(pools, pool => Assert.Equal((0, 0, 0, 0, 0), (pool.WarmTarget, pool.Starting, pool.Idle, pool.Busy, pool.Backlog)));
    }

    [Fact]
    public async Task SetWarmTarget_Raised_BringsUpThatManyWorkersOfThatStageAndLaneOnly()
    {
        IWorkerPools pools = await CreateAsync();
        await pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(2), Cancellation);

        PoolState resize = await StateAsync(pools, "production", "Resize");
        Assert.Equal((2, 2), (resize.WarmTarget, resize.Idle + resize.Starting));
        Assert.Equal(0, (await StateAsync(pools, "production", "Decode")).Idle);
        Assert.Equal(0, (await StateAsync(pools, "trial-1", "Resize")).Idle);
    }

    [Fact]
    public async Task SetWarmTarget_Twice_IsTheLastOne()
    {
        IWorkerPools pools = await CreateAsync();
        await pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(2), Cancellation);
        await pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(1), Cancellation);

        Assert.Equal(1, (await StateAsync(pools, "production", "Resize")).WarmTarget);
    }

    [Fact]
    public async Task SetWarmTarget_ForecastAboveWhatIsNeeded_AsksForTheForecast()
    {
        IWorkerPools pools = await CreateAsync();
        await pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(1, forecast: 2), Cancellation);

        Assert.Equal(2, (await StateAsync(pools, "production", "Resize")).WarmTarget);
    }

    [Fact]
    public async Task Configure_OneStage_LeavesTheOthersAndOtherLanes()
    {
        IWorkerPools pools = await CreateAsync();
        ResourceConfiguration before = (await StateAsync(pools, "production", "Decode")).Configuration;
        await pools.ConfigureAsync("production", WorkflowConfiguration.Of([KeyValuePair.Create("Resize", Larger)]), Cancellation);

        Assert.Equal(Larger, (await StateAsync(pools, "production", "Resize")).Configuration);
        Assert.Equal(before, (await StateAsync(pools, "production", "Decode")).Configuration);
        Assert.NotEqual(Larger, (await StateAsync(pools, "trial-1", "Resize")).Configuration);
    }

    [Fact]
    public async Task Configure_WarmWorkersPresent_KeepsTheWarmTarget()
    {
        IWorkerPools pools = await CreateAsync();
        await pools.SetWarmTargetAsync("production", "Resize", new WarmTarget(2), Cancellation);
        await pools.ConfigureAsync("production", WorkflowConfiguration.Of([KeyValuePair.Create("Resize", Larger)]), Cancellation);

        PoolState resize = await StateAsync(pools, "production", "Resize");
        Assert.Equal((2, 2), (resize.WarmTarget, resize.Idle + resize.Starting));
    }

    private static async Task<PoolState> StateAsync(IWorkerPools pools, string lane, string stage) =>
        (await pools.GetAsync(lane, Cancellation)).Single(pool => pool.Stage == stage);
}
