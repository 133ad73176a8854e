using Aquatope.Forecasting;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Keeps idle workers, and has them back, as their idle times make it worth while; nothing is forecast beyond these.</summary>
/// <param name="experience">What pools know of idle times together.</param>
/// <param name="prices">Prices and limits.</param>
/// <param name="assumedStartUp">The time that a worker is assumed to need to start until a cold start has been seen. Default: one second.</param>
public sealed class IdleTimesPolicy(IdleTimeExperience experience, PoolPolicy prices, TimeSpan? assumedStartUp = null) : IPoolPolicy
{
    private readonly IdleSlots _slots = new(experience, prices, assumedStartUp ?? TimeSpan.FromSeconds(1));

    /// <inheritdoc/>
    public string Name => "idle-times";

    /// <inheritdoc/>
    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public IdleSlots? IdleSlots => _slots;

    /// <inheritdoc/>
    public int Decide(in PoolObservation observation)
    {
        if (observation.ColdStarts > 0)
        {
            _slots.Set(_slots.Policy, observation.MeanColdStart);
        }

        return 0;
    }

    /// <inheritdoc/>
    public KeepAliveWindows AfterUse() => new(TimeSpan.Zero, TimeSpan.Zero, IdleTimePattern.Unknown);

    /// <inheritdoc/>
    public void ObserveIdleTime(TimeSpan idle)
    {
        // Each level of load has idle times of its own, which the pool tells the slots.
    }
}
