using Aquatope.Forecasting;

namespace Aquatope.Simulation;

/// <summary>The scale rule of an activity app on Azure Functions Flex Consumption with the Durable Task Scheduler.</summary>
/// <remarks>
/// The target scaler of the Durable Functions extension (<c>AzureManagedTargetScaler</c>) asks for ⌈(pending + active) / concurrency⌉
/// instances, counted over the whole task hub: a backlog of one stage scales every stage's app. Always-ready instances are there
/// whatever the load and do not count toward the greatest number. Functions under this rule have <see cref="FunctionOptions.StartsOnDemand"/> off.
/// How fast Flex adds instances is documented only as "faster" than one in 30 seconds; the default follows a published test that
/// had a thousand of them within a minute.
/// </remarks>
public sealed class FlexScalePolicy : IPoolPolicy
{
    private readonly FlexScaleOptions _options;
    private readonly IPoolPolicy? _alwaysReady;
    private readonly KeepAliveWindows _windows;

    /// <summary>Initializes a new instance of the <see cref="FlexScalePolicy"/> class.</summary>
    /// <param name="options">The settings. Default: the defaults.</param>
    /// <param name="alwaysReady">Decides the number of always-ready instances, in the same interval. Default: that of the settings.</param>
    /// <exception cref="ArgumentException">The settings make no sense.</exception>
    public FlexScalePolicy(FlexScaleOptions? options = null, IPoolPolicy? alwaysReady = null)
    {
        _options = options ?? new FlexScaleOptions();
        _alwaysReady = alwaysReady;
        AlwaysReady = _options.AlwaysReady;
        bool sound = _options is { MaximumInstances: >= 1, MostNewInstances: >= 1, AlwaysReady: >= 0 }
            && _options.Interval > TimeSpan.Zero && _options.IdleTime >= TimeSpan.Zero;
        if (!sound)
        {
            throw new ArgumentException($"There must be room for an instance and for a new one in each interval, and times must be positive: {_options}.", nameof(options));
        }

        if (alwaysReady is not null && alwaysReady.Interval != _options.Interval)
        {
            throw new ArgumentException($"The policy decides every {alwaysReady.Interval}, the scale rule every {_options.Interval}; they must do so together.", nameof(alwaysReady));
        }

        _windows = new KeepAliveWindows(TimeSpan.Zero, _options.IdleTime, IdleTimePattern.Unknown);
    }

    /// <inheritdoc/>
    public string Name => _alwaysReady is null ? "flex" : $"flex+{_alwaysReady.Name}";

    /// <inheritdoc/>
    public TimeSpan Interval => _options.Interval;

    /// <summary>Gets how many instances of the target are always-ready ones.</summary>
    public int? AlwaysReady { get; private set; }

    /// <inheritdoc/>
    public int Decide(in PoolObservation observation)
    {
        int ready = _alwaysReady?.Decide(observation) ?? _options.AlwaysReady;
        AlwaysReady = ready;
        int concurrency = observation.Configuration.Concurrency;
        int wanted = (observation.LaneCalls + concurrency - 1) / concurrency;
        int present = observation.Starting + observation.Idle + observation.Busy;
        int onDemand = Math.Min(wanted - ready, _options.MaximumInstances);
        return Math.Max(ready, Math.Min(ready + onDemand, present + _options.MostNewInstances));
    }

    /// <inheritdoc/>
    public KeepAliveWindows AfterUse() => _windows;

    /// <inheritdoc/>
    public void ObserveIdleTime(TimeSpan idle) => _alwaysReady?.ObserveIdleTime(idle);
}
