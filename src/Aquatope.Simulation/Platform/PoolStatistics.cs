namespace Aquatope.Simulation;

/// <summary>What a pool counts: for the results since measuring began, and for the policy since its last decision.</summary>
internal sealed class PoolStatistics
{
    private long _accruedTicks;
    private long _intervalStart;
    private long _arrivals;
    private long _coldStarts;
    private long _coldTicks;
    private long _completions;
    private long _executionTicks;
    private double _executingTicks;
    private double _waitingTicks;
    private int _peakCalls;
    private int _executing;
    private int _waiting;

    public long Arrivals { get; private set; }

    public long Executions { get; private set; }

    public long ColdStarts { get; private set; }

    public long WorkersStarted { get; set; }

    public int PeakWorkers { get; set; }

    public TimeHistogram Latency { get; } = new();

    public TimeHistogram Wait { get; } = new();

    /// <summary>Gets the calls in hand: executing or waiting.</summary>
    public int InHand => _executing + _waiting;

    public int Executing => _executing;

    public void Arrived(long now)
    {
        Accrue(now);
        _waiting++;
        _arrivals++;
        Arrivals++;
        _peakCalls = Math.Max(_peakCalls, InHand);
    }

    public void Began(in Call call)
    {
        Accrue(call.BegunTicks);
        _waiting--;
        _executing++;
        Executions++;
        long wait = call.BegunTicks - call.ArrivedTicks;
        Wait.Add(wait);
        if (call.Cold)
        {
            ColdStarts++;
            _coldStarts++;
            _coldTicks += wait;
        }
    }

    public void Completed(in Call call, long now)
    {
        Accrue(now);
        _executing--;
        _completions++;
        _executionTicks += now - call.BegunTicks;
        Latency.Add(now - call.ArrivedTicks);
    }

    /// <summary>Returns what the interval brought, and begins the next.</summary>
    public PoolObservation NextInterval(long now)
    {
        Accrue(now);
        double length = now - _intervalStart;
        var observation = new PoolObservation
        {
            Now = TimeSpan.FromTicks(now),
            Length = TimeSpan.FromTicks(now - _intervalStart),
            Arrivals = _arrivals,
            ColdStarts = _coldStarts,
            Completions = _completions,
            MeanExecution = TimeSpan.FromTicks(_completions == 0 ? 0 : _executionTicks / _completions),
            MeanColdStart = TimeSpan.FromTicks(_coldStarts == 0 ? 0 : _coldTicks / _coldStarts),
            MeanExecuting = length == 0 ? 0 : _executingTicks / length,
            MeanWaiting = length == 0 ? 0 : _waitingTicks / length,
            PeakCalls = _peakCalls,
            Executing = _executing,
        };
        (_intervalStart, _arrivals, _coldStarts, _coldTicks, _completions, _executionTicks) = (now, 0, 0, 0, 0, 0);
        (_executingTicks, _waitingTicks, _peakCalls) = (0, 0, InHand);
        return observation;
    }

    /// <summary>Forgets what the results would be; the interval goes on.</summary>
    public void Reset(int workers)
    {
        (Arrivals, Executions, ColdStarts, WorkersStarted, PeakWorkers) = (0, 0, 0, 0, workers);
        Latency.Clear();
        Wait.Clear();
    }

    private void Accrue(long now)
    {
        double elapsed = now - _accruedTicks;
        _executingTicks += elapsed * _executing;
        _waitingTicks += elapsed * _waiting;
        _accruedTicks = now;
    }
}
