using Aquatope.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace Aquatope.Functions;

/// <summary>What the control app does every minute. A timer runs on one instance at a time.</summary>
public sealed class TimerFunctions(TriggeredTimers timers)
{
    /// <summary>Starts the tuning cycles and trainings that are due.</summary>
    [Function("OptimizerTimer")]
    public Task TuneAsync([TimerTrigger("30 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => timers.TuneAsync(cancellationToken);

    /// <summary>Forecasts, and sets the numbers of warm instances.</summary>
    [Function("PreWarm")]
    public Task PreWarmAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => timers.PreWarmAsync(cancellationToken);
}
