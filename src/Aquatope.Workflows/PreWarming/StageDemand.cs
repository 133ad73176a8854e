using Aquatope.Forecasting;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>What the pre-warmer knows about one stage: when it was called, how long it takes, how long a worker takes to start.</summary>
/// <threadsafety>Only <see cref="Times"/> may be read while another thread does something else.</threadsafety>
internal sealed class StageDemand(PreWarmerOptions options)
{
    private readonly CountHistory _calls = new(options.Interval, options.HistoryIntervals);
    private volatile StageTimes _times = new(null, null);
    private IdleWorkers _idle = IdleWorkers.None;
    private double _unwatchedCalls;

    /// <summary>Gets how long the stage takes.</summary>
    public StageTimes Times => _times;

    /// <summary>Gets how long a worker takes to start: as seen, or else as assumed.</summary>
    public TimeSpan StartUp => _times.StartUp ?? options.AssumedStartUp;

    /// <summary>Gets or sets what the sizer remembers.</summary>
    public PoolSizerState Sizer { get; set; } = PoolSizerState.Initial;

    /// <summary>Gets the end of the reports that have been seen before a restart: earlier ones are passed over.</summary>
    public DateTimeOffset Seen { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Begins to watch, unless it has begun.</summary>
    /// <param name="since">From when on nothing is missed.</param>
    public void Begin(DateTimeOffset since) => _calls.Begin(since);

    /// <summary>Takes note of an execution.</summary>
    /// <param name="report">Its report.</param>
    public void Observe(StageReport report)
    {
        if (report.ScheduledAt + report.QueueWait + report.Execution < Seen)
        {
            return;
        }

        _calls.Add(report.ScheduledAt, (int)Math.Round(report.Weight));
        _unwatchedCalls += report.Weight;
        _times = _times.With(report.Execution, report.ColdStart);
    }

    /// <summary>Takes note of how many workers the stage's pool keeps for calls to come.</summary>
    /// <param name="length">Since when they are taken to have been kept: the time since the last round; null before the first one, when nobody watched what was called.</param>
    /// <param name="slots">How many calls could begin on them at once.</param>
    public void Watch(TimeSpan? length, int slots)
    {
        _idle = length is { } watched ? _idle.With(watched, slots, _unwatchedCalls) : _idle;
        _unwatchedCalls = 0;
    }

    /// <summary>Goes on from what was known before a restart. Counts of intervals of another width are given up.</summary>
    /// <param name="document">What was known.</param>
    public void Restore(DemandDocument document)
    {
        _times = document.Times;
        _idle = document.Idle ?? IdleWorkers.None;
        Seen = document.Through;
        if (document.Interval == options.Interval)
        {
            _calls.Restore(document.Start, document.Counts);
        }
        else
        {
            _calls.Begin(document.Through);
        }
    }

    /// <summary>Returns what is known, to be stored.</summary>
    /// <param name="through">The end of the reports that have been seen.</param>
    public DemandDocument ToDocument(DateTimeOffset through) => new()
    {
        Through = through,
        Start = _calls.Start,
        Interval = options.Interval,
        Counts = _calls.ToArray(),
        Times = _times,
        Idle = _idle,
    };

    /// <summary>Returns the demand of the coming intervals but for the state of the pool.</summary>
    /// <param name="forecast">Forecasts a number of intervals from a history.</param>
    /// <param name="through">The end of the reports that have been read.</param>
    /// <param name="now">Now.</param>
    /// <returns>The demand, or null before the first interval is over or the first execution seen.</returns>
    public async Task<PoolDemand?> ExpectAsync(Func<CountSeries, int, Task<Forecast>> forecast, DateTimeOffset through, DateTimeOffset now)
    {
        if (_times.Service is not { } service)
        {
            return null;
        }

        // An execution is reported when it ends, and that takes time: of the latest intervals many are not known yet, and they
        // are forecast as well.
        int unfinished = (int)Math.Round(service / options.Interval);
        CountSeries watched = _calls.Until(through);
        int known = watched.Length - unfinished;
        if (known <= 0)
        {
            return null;
        }

        int unknown = unfinished + (int)Math.Ceiling((now - through) / options.Interval);
        int horizon = 1 + (int)Math.Ceiling(StartUp / options.Interval);
        Forecast forecasts = await forecast(watched.Prefix(known), unknown + horizon);
        return new PoolDemand
        {
            Calls = [.. forecasts.Bins.Skip(unknown)],
            Interval = options.Interval,
            ServiceTime = service,
            StartUp = StartUp,
        };
    }
}
