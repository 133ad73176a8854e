using Aquatope.Tuning;
using Azure.Core;
using Azure.ResourceManager;
using Azure.Storage.Blobs;

namespace Aquatope.Azure;

/// <summary>Sets the apps that are the worker pools, through Azure Resource Manager.</summary>
/// <remarks>
/// Every change is made under a lease, read back, and made again if somebody else has overwritten it. For the number of warm
/// instances alone an app is changed no more often than <see cref="StageApp.WarmInterval"/> allows: a number asked for
/// meanwhile is remembered, and set with the next change. Azure tells how many instances there are, but not how many work
/// items wait for one stage: <see cref="PoolState.Backlog"/> is zero.
/// </remarks>
/// <threadsafety>Safe for concurrent use, also by several processes.</threadsafety>
public sealed class AzureWorkerPools : IWorkerPools
{
    private readonly AzurePoolOptions _options;
    private readonly BlobContainerClient _container;
    private readonly TimeProvider _timeProvider;
    private readonly Dictionary<HostingPlan, IPoolActuator> _actuators;

    /// <summary>Initializes a new instance of the <see cref="AzureWorkerPools"/> class.</summary>
    /// <param name="options">The apps, and how patiently to set them.</param>
    /// <param name="credential">The identity to set them with; it needs Website Contributor on function apps, Container Apps Contributor on container apps, Monitoring Reader on both.</param>
    /// <param name="container">Where leases and records are kept; the identity needs Storage Blob Data Contributor on it.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="client">Transport, retries and cloud; Azure.ResourceManager's by default.</param>
    /// <exception cref="ArgumentException">Two apps are of the same stage and lane.</exception>
    public AzureWorkerPools(
        AzurePoolOptions options, TokenCredential credential, BlobContainerClient container, TimeProvider timeProvider, ArmClientOptions? client = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Apps.GroupBy(app => (app.Lane, app.Stage)).FirstOrDefault(twins => twins.Count() > 1) is { } twins)
        {
            throw new ArgumentException($"Stage '{twins.Key.Stage}' has more than one app in lane '{twins.Key.Lane}'.", nameof(options));
        }

        _options = options;
        _container = container;
        _timeProvider = timeProvider;
        var arm = new ArmResources(credential, client, options.PollInterval, timeProvider);
        Metrics = new PlatformMetrics(arm, timeProvider);
        _actuators = new Dictionary<HostingPlan, IPoolActuator>
        {
            [HostingPlan.FlexConsumption] = new FlexConsumptionActuator(arm, Metrics),
            [HostingPlan.ElasticPremium] = new ElasticPremiumActuator(arm, options.PreWarmedBuffer),
            [HostingPlan.ContainerApps] = new ContainerAppActuator(arm, Metrics),
        };
    }

    /// <summary>Gets the platform's own metrics of the apps.</summary>
    public PlatformMetrics Metrics { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A stage has no app in the lane, or its plan has no such instance; nothing is changed then.</exception>
    /// <exception cref="ActuationException">A change was overwritten each time, or somebody else kept the lease.</exception>
    /// <exception cref="AzureServiceException">Azure refused.</exception>
    public async Task ConfigureAsync(string lane, WorkflowConfiguration configuration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var changes = configuration.Stages.Select(stage => (App: AppOf(lane, stage.Key), Resources: stage.Value)).ToList();
        foreach ((StageApp app, ResourceConfiguration resources) in changes)
        {
            if (_actuators[app.Plan].Refusal(resources) is { } refusal)
            {
                throw new ArgumentException($"Stage {app} cannot have {resources}: {refusal}.", nameof(configuration));
            }
        }

        bool[] changed = await Task.WhenAll(changes.Select(change => ConfigureAsync(change.App, change.Resources, cancellationToken)));
        if (changed.Any(any => any))
        {
            // Azure says that a change is through before the instances have restarted.
            await Task.Delay(_options.SettleTime, _timeProvider, cancellationToken);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The stage has no app in the lane.</exception>
    /// <exception cref="ActuationException">The change was overwritten each time, or somebody else kept the lease.</exception>
    /// <exception cref="AzureServiceException">Azure refused.</exception>
    public async Task SetWarmTargetAsync(string lane, string stage, WarmTarget target, CancellationToken cancellationToken)
    {
        StageApp app = AppOf(lane, stage);
        await UnderLeaseAsync(app, (lease, record) => SetWarmTargetAsync(app, target.Workers, lease, record), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="AzureServiceException">Azure refused.</exception>
    public async Task<IReadOnlyList<PoolState>> GetAsync(string lane, CancellationToken cancellationToken) =>
        await Task.WhenAll(_options.Apps
            .Where(app => app.Lane == lane)
            .OrderBy(app => app.Stage, StringComparer.Ordinal)
            .Select(app => StateAsync(app, cancellationToken)));

    // The app restarts in any case: a number of warm instances that had to wait goes with it.
    private Task<bool> ConfigureAsync(StageApp app, ResourceConfiguration resources, CancellationToken cancellationToken) => UnderLeaseAsync(
        app,
        (lease, record) => ChangeAsync(app, current => new PoolSetting(resources, record.WarmTarget ?? current.Warm), lease, record),
        cancellationToken);

    private async Task<bool> SetWarmTargetAsync(StageApp app, int workers, ActuationLease lease, ActuationRecord record)
    {
        ActuationRecord asked = record with { WarmTarget = workers };
        if (asked != record)
        {
            await lease.SaveAsync(asked, lease.Lost);
        }

        return record.ChangedAt is not { } changedAt || _timeProvider.GetUtcNow() >= changedAt + app.WarmInterval
            ? await ChangeAsync(app, current => current with { Warm = workers }, lease, asked)
            : false;
    }

    private async Task<bool> ChangeAsync(StageApp app, Func<PoolSetting, PoolSetting> change, ActuationLease lease, ActuationRecord record)
    {
        // Written down first: a change that fails half-way may have restarted the app, too.
        Task BeginAsync() => lease.SaveAsync(record with { ChangedAt = _timeProvider.GetUtcNow() }, lease.Lost);
        PoolSetting? changed = await new PoolChange(app, _actuators[app.Plan], _options, _timeProvider).MakeAsync(change, BeginAsync, lease.Lost);
        if (changed is null)
        {
            return false;
        }

        var setting = new ActuationSetting(changed.Configuration.MemoryMiB, changed.Configuration.Concurrency, changed.Warm);
        await lease.SaveAsync(record with { ChangedAt = _timeProvider.GetUtcNow(), Setting = setting }, lease.Lost);
        return true;
    }

    private async Task<bool> UnderLeaseAsync(
        StageApp app, Func<ActuationLease, ActuationRecord, Task<bool>> make, CancellationToken cancellationToken)
    {
        ActuationLease lease = await ActuationLease.AcquireAsync(_container, app, _options, _timeProvider, cancellationToken);

        // Once begun, a change is completed, whoever stops waiting for it.
        return await MakeAsync(app, lease, make).WaitAsync(cancellationToken);
    }

    private async Task<bool> MakeAsync(StageApp app, ActuationLease lease, Func<ActuationLease, ActuationRecord, Task<bool>> make)
    {
        await using (lease)
        {
            try
            {
                return await make(lease, await ActuationLease.PeekAsync(_container, app, lease.Lost));
            }
            catch (OperationCanceledException) when (lease.Lost.IsCancellationRequested)
            {
                throw new ActuationException(app, "the right to change it was lost meanwhile. Read what it has, and decide anew.", isTransient: true);
            }
        }
    }

    private async Task<PoolState> StateAsync(StageApp app, CancellationToken cancellationToken)
    {
        IPoolActuator actuator = _actuators[app.Plan];
        PoolSetting setting = await actuator.ReadAsync(app, cancellationToken);
        ActuationRecord record = await ActuationLease.PeekAsync(_container, app, cancellationToken);

        // Where the platform does not tell, what is set is taken for what is there.
        PoolActivity activity = await actuator.ObserveAsync(app, setting, cancellationToken) ?? new PoolActivity(setting.Warm, 0);
        int busy = (int)Math.Ceiling(activity.Busy);
        return new PoolState(
            app.Stage,
            setting.Configuration,
            record.WarmTarget ?? setting.Warm,
            Starting: Math.Max(0, setting.Warm - activity.Instances),
            Idle: Math.Max(0, activity.Instances - busy),
            busy,
            Backlog: 0);
    }

    private StageApp AppOf(string lane, string stage) =>
        _options.Apps.FirstOrDefault(app => app.Lane == lane && app.Stage == stage)
        ?? throw new ArgumentException($"Stage '{stage}' has no app in lane '{lane}'. Name one in the settings.", nameof(stage));
}
