using Aquatope.Forecasting;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>What the pre-warmer knows about one stage: when it was called, how long it takes, how long a worker takes to start.</summary>
internal sealed class StageDemand(PreWarmerOptions options)
{
    // A mean over about the last fifty executions: recent enough to follow a change of configuration.
    private const double Forgetting = 0.02;
    private readonly Queue<DateTimeOffset> _calls = new();
    private TimeSpan? _serviceTime;
    private TimeSpan? _startUp;

    /// <summary>Gets or sets what the sizer remembers.</summary>
    public PoolSizerState Sizer { get; set; } = PoolSizerState.Initial;

    /// <summary>Takes note of an execution.</summary>
    /// <param name="report">Its report.</param>
    public void Observe(StageReport report)
    {
        for (int n = 0; n < (int)Math.Round(report.Weight); n++)
        {
            _calls.Enqueue(report.ScheduledAt);
        }

        _serviceTime = Smooth(_serviceTime, report.Execution);
        if (report.ColdStart > TimeSpan.Zero)
        {
            _startUp = Smooth(_startUp, report.ColdStart);
        }
    }

    /// <summary>Forecasts the demand of the coming intervals.</summary>
    /// <param name="forecaster">Forecasts the calls.</param>
    /// <param name="watched">When watching began, and until when what was called is known.</param>
    /// <param name="now">Now.</param>
    /// <param name="concurrency">Executions per worker.</param>
    /// <returns>The demand, or null before the first interval is over or the first execution seen.</returns>
    public PoolDemand? Forecast(IForecaster forecaster, (DateTimeOffset Since, DateTimeOffset Until) watched, DateTimeOffset now, int concurrency)
    {
        DateTimeOffset earliest = watched.Until - (options.Interval * options.HistoryIntervals);
        while (_calls.TryPeek(out DateTimeOffset oldest) && oldest < earliest)
        {
            _calls.Dequeue();
        }

        int bins = (int)Math.Min(options.HistoryIntervals, (watched.Until - watched.Since) / options.Interval);
        if (bins == 0 || _serviceTime is not { } serviceTime)
        {
            return null;
        }

        TimeSpan startUp = _startUp ?? options.AssumedStartUp;
        var history = CountSeries.OfInstants(watched.Until - (bins * options.Interval), options.Interval, bins, _calls);

        // What is not known yet is forecast with what is to come, and passed over.
        int unknown = (int)Math.Ceiling((now - watched.Until) / options.Interval);
        int horizon = unknown + 1 + (int)Math.Ceiling(startUp / options.Interval);
        return new PoolDemand
        {
            Calls = [.. forecaster.Forecast(history, horizon).Bins.Skip(unknown)],
            Interval = options.Interval,
            ServiceTime = serviceTime,
            StartUp = startUp,
            WorkerConcurrency = concurrency,
        };
    }

    private static TimeSpan Smooth(TimeSpan? mean, TimeSpan value) => mean is { } old ? old + ((value - old) * Forgetting) : value;
}
