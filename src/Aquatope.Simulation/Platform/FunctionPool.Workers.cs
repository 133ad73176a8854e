using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <content>When workers come and go.</content>
internal sealed partial class FunctionPool
{
    /// <summary>The policy's interval ends: it decides anew.</summary>
    public void Decide()
    {
        PoolObservation observation = _statistics.NextInterval(Now) with
        {
            Configuration = _current.Configuration,
            WarmTarget = _warmTarget.Workers,
            Starting = _current.Starting,
            Idle = _current.Idle,
            Busy = _current.Busy,
            Backlog = _backlog.Count,
            LaneCalls = _lane.Calls,
        };
        int target = _options.Policy.Decide(observation);
        SetWarmTarget(new WarmTarget(0, target), _options.Policy.AlwaysReady ?? target);
        _context.Schedule(Now + _options.Policy.Interval.Ticks, PlatformEvent.Decision, _index);
    }

    /// <summary>Sets how many workers are there whatever the load.</summary>
    /// <param name="target">The numbers; capped by the greatest there may be.</param>
    /// <param name="alwaysReady">How many of them are billed as always-ready ones.</param>
    public void SetWarmTarget(WarmTarget target, int alwaysReady)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(alwaysReady);
        _warmTarget = new WarmTarget(Math.Min(target.Needed, _options.MaximumWorkers), Math.Min(target.Forecast, _options.MaximumWorkers));
        _idleSlots?.Forecast(_warmTarget.Forecast, TimeSpan.FromTicks(Now));
        _alwaysReady = Math.Min(alwaysReady, _warmTarget.Workers);
        _current.SetAlwaysReady(Now, _alwaysReady);
        StartMissingWorkers();
        ScheduleExpiry();
    }

    /// <summary>A worker is up.</summary>
    /// <param name="slot">Its place.</param>
    public void Ready(int slot)
    {
        ref Worker worker = ref _context.Workers[slot];
        worker.ReadyTicks = Now;
        if (IsCurrent(worker) && _backlog.Count > 0)
        {
            // It is busy at once, and takes as much of the backlog as it can.
            _current.Change(Now, -1, 0, 1);
            Execute(_backlog.Dequeue(), slot, listed: false);
            while (_backlog.Count > 0 && _context.Workers[slot].Executing < _current.Configuration.Concurrency)
            {
                Execute(_backlog.Dequeue(), slot);
            }

            return;
        }

        long keep = worker.KeepTicks;
        BecomeIdle(slot, keep >= 0 ? keep : _options.Policy.AfterUse().KeepAlive.Ticks, wasBusy: false);
    }

    /// <summary>A pre-warming window ends: a worker is started, unless a call had one started meanwhile.</summary>
    /// <param name="number">The window's number.</param>
    public void Reload(int number)
    {
        int place = _reloads.FindIndex(reload => reload.Number == number);
        if (place < 0)
        {
            return;
        }

        long keep = _reloads[place].KeepTicks;
        _reloads.RemoveAt(place);
        if (_current.Present < _options.MaximumWorkers)
        {
            StartWorker(keep);
            ScheduleExpiry();
        }
    }

    private void StartMissingWorkers()
    {
        int concurrency = _current.Configuration.Concurrency;
        int forBacklog = _options.StartsOnDemand ? ((_backlog.Count + concurrency - 1) / concurrency) - _current.Starting : 0;
        int most = _options.MaximumWorkers - _current.Present;
        int missing = Math.Min(Math.Max(forBacklog, Floor - _current.Present), most);
        for (int i = 0; i < missing; i++)
        {
            // A call that has a worker started takes the place of the latest pre-warming window: that worker has been used again.
            if (i < forBacklog && _reloads.Count > 0)
            {
                _reloads.RemoveAt(_reloads.Count - 1);
            }

            StartWorker(keepTicks: -1);
        }
    }

    private void StartWorker(long keepTicks)
    {
        _current.Change(Now, 1, 0, 0);
        _statistics.WorkersStarted++;
        _statistics.PeakWorkers = Math.Max(_statistics.PeakWorkers, _current.Present);
        var chance = new CallChance(_startSeeds.NextUInt64());
        int slot = _context.Workers.Add(new Worker
        {
            Pool = _index,
            Usage = _current,
            Host = _context.Hosts.Place(_current.Configuration.Cpu),
            Previous = -1,
            Next = -1,
            ReadyTicks = long.MaxValue,
            KeepTicks = keepTicks,
        });
        _context.Schedule(Now + Ticks(_options.StartUp.DrawMs(ref chance)), PlatformEvent.WorkerReady, slot);
    }

    private void BecomeBusy(ref Worker worker)
    {
        worker.BusySinceTicks = Now;
        _context.Hosts.Busy(worker.Host, worker.Usage.Configuration.Cpu);
        MarkAlwaysReady(ref worker, worker.AlwaysReady || _current.AlwaysReadyWorkers < _alwaysReady);
    }

    // The worker has nothing to execute any more; it may begin anew at the same moment.
    private void Meter(ref Worker worker)
    {
        _context.Hosts.Busy(worker.Host, -worker.Usage.Configuration.Cpu);
        if (_options.Meter is { } meter)
        {
            long metered = meter.Measure(worker.ReadyTicks, worker.BusySinceTicks, Now, ref worker.MeteredUntilTicks);
            worker.Usage.AddMetered(metered, worker.AlwaysReady);
        }
    }

    // As many workers are taken for always-ready ones as there are to be, whichever they are.
    private static void MarkAlwaysReady(ref Worker worker, bool alwaysReady)
    {
        worker.Usage.AlwaysReadyWorkers += (alwaysReady ? 1 : 0) - (worker.AlwaysReady ? 1 : 0);
        worker.AlwaysReady = alwaysReady;
    }

    private void LetGo(int slot)
    {
        _free.Remove(slot);
        Remove(slot);
    }

    private void Remove(int slot)
    {
        ref Worker worker = ref _context.Workers[slot];
        worker.Usage.Change(Now, 0, -1, 0);
        MarkAlwaysReady(ref worker, alwaysReady: false);
        _context.Hosts.Release(worker.Host, worker.Usage.Configuration.Cpu);
        _context.Workers.Remove(slot);
    }
}
