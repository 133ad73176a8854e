using Aquatope.Tuning;

namespace Aquatope.Local;

/// <content>How long idle workers stay, and when they come back.</content>
internal sealed partial class WorkerPool
{
    private readonly long _created;
    private readonly IdleSlots? _idleSlots;
    private TimeSpan? _startUp;

    /// <summary>Gets or sets what it has learned of idle times; null, and without effect, where workers have a fixed keep-alive.</summary>
    public IdleSlotsState? IdleTimes
    {
        get
        {
            lock (_lock)
            {
                return _idleSlots?.State;
            }
        }

        set
        {
            lock (_lock)
            {
                if (_idleSlots is not null && value is not null)
                {
                    _idleSlots.State = value;
                }
            }
        }
    }

    // As many workers as there will be work for, and as are in use or worth their idleness.
    private int Floor => _idleSlots is null ? _warmTarget.Workers : Math.Max(_warmTarget.Needed, _idleSlots.Held);

    /// <summary>Tells what calls need now. Called under the lock, whenever calls have come or ended.</summary>
    private void TellIdleSlots()
    {
        if (_idleSlots is null)
        {
            return;
        }

        int calls = _backlog.Count + _workers.Sum(worker => worker.Meter.Active);
        int needed = (calls + _configuration.Concurrency - 1) / _configuration.Concurrency;
        _idleSlots.Set(_options.Idle!.PolicyOf(_configuration), _startUp ?? _options.Idle.AssumedStartUp);

        // Calls that wait where no more workers may be say nothing of idle times.
        _idleSlots.Use(Math.Min(needed, _options.MaximumWorkers), _timeProvider.GetElapsedTime(_created));
    }

    private void FollowIdleWorkers()
    {
        lock (_lock)
        {
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            _idleSlots?.Advance(_timeProvider.GetElapsedTime(_created));
            StartMissingWorkers();
        }

        LetIdleWorkersGo();
    }

    private void LetIdleWorkersGo()
    {
        lock (_lock)
        {
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            List<PooledWorker> leaving = RetireIdleWorkers(out TimeSpan? next);
            _idleTimer.Change(next ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            foreach (PooledWorker worker in leaving.Where(worker => !worker.Leaving))
            {
                worker.Leaving = true;
                Background(worker.Worker.StopAsync());
            }
        }
    }

    private List<PooledWorker> RetireIdleWorkers(out TimeSpan? next)
    {
        var leaving = new List<PooledWorker>();
        int kept = _workers.Count(worker => !worker.Retired);
        TimeSpan keepAlive = _idleSlots is null ? _options.KeepAlive : TimeSpan.Zero;
        TimeSpan? nextEnd = null;
        foreach (PooledWorker worker in _workers.Where(worker => worker.Meter.Active == 0).OrderBy(worker => worker.IdleSince))
        {
            TimeSpan idle = _timeProvider.GetElapsedTime(worker.IdleSince);
            if (worker.Retired)
            {
                leaving.Add(worker);
            }
            else if (kept > Floor && idle >= keepAlive)
            {
                worker.Retired = true;
                kept--;
                leaving.Add(worker);
            }
            else if (kept > Floor)
            {
                nextEnd ??= keepAlive - idle;
            }
        }

        next = _idleSlots?.NextChange is { } change ? change - _timeProvider.GetElapsedTime(_created) : nextEnd;
        next = next < TimeSpan.Zero ? TimeSpan.Zero : next;
        return leaving;
    }
}
