using Aquatope.Tuning;

namespace Aquatope.Azure;

/// <summary>What is set of an app.</summary>
/// <param name="Configuration">The resources of its instances.</param>
/// <param name="Warm">How many instances it keeps, whatever the load.</param>
internal sealed record PoolSetting(ResourceConfiguration Configuration, int Warm);

/// <summary>What is running of an app.</summary>
/// <param name="Instances">Its instances.</param>
/// <param name="Busy">How many of them had work, on average over the last minute that is known.</param>
internal sealed record PoolActivity(int Instances, double Busy);

/// <summary>Reads and sets apps of one hosting plan.</summary>
internal interface IPoolActuator
{
    /// <summary>Says why an instance of the plan cannot have a configuration.</summary>
    /// <returns>The reason, or null where it can.</returns>
    string? Refusal(ResourceConfiguration configuration);

    /// <summary>Reads what is set.</summary>
    Task<PoolSetting> ReadAsync(StageApp app, CancellationToken cancellationToken);

    /// <summary>Sets an app and waits until Azure says that it is done; whether it is must be read.</summary>
    Task WriteAsync(StageApp app, PoolSetting wanted, CancellationToken cancellationToken);

    /// <summary>Reads what is running, or null where Azure does not tell.</summary>
    Task<PoolActivity?> ObserveAsync(StageApp app, PoolSetting setting, CancellationToken cancellationToken);
}
