namespace Aquatope.Workflows;

/// <summary>What a program does from time to time, for a host that calls it by timers of its own.</summary>
/// <remarks>One call of each at a time.</remarks>
public sealed class TriggeredTimers
{
    /// <summary>The meter of the pre-warmer.</summary>
    public const string MeterName = PreWarmerMetrics.MeterName;

    private readonly AquatopeApplication _application;
    private readonly OptimizerTimer _optimizer;
    private readonly ForecasterTimer _forecasters;
    private readonly PreWarmer _preWarmer;

    internal TriggeredTimers(AquatopeApplication application, OptimizerTimer optimizer, ForecasterTimer forecasters, PreWarmer preWarmer)
    {
        _application = application;
        _optimizer = optimizer;
        _forecasters = forecasters;
        _preWarmer = preWarmer;
    }

    /// <summary>Starts the tuning cycles and the trainings of forecasters that are due, one at a time of each.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Completes when they are on their way; what could not be started is logged, and due the next time.</returns>
    public async Task TuneAsync(CancellationToken cancellationToken)
    {
        await _optimizer.StartDueAsync(cancellationToken);
        await _forecasters.StartDueAsync(cancellationToken);
    }

    /// <summary>Does one round of the pre-warmer: call it every <see cref="PreWarmerOptions.Interval"/>, at multiples of it.</summary>
    /// <param name="cancellationToken">Stops the round.</param>
    /// <returns>Completes when the pools have heard of their targets.</returns>
    public async Task PreWarmAsync(CancellationToken cancellationToken)
    {
        if (_application.PreWarmer.Enabled)
        {
            await _preWarmer.RunOnceAsync(cancellationToken);
        }
    }
}
