using Aquatope.Forecasting;

namespace Aquatope.Simulation;

/// <content>How long idle workers stay.</content>
internal sealed partial class FunctionPool
{
    /// <summary>Lets go the idle workers whose keep-alive has ended and which the target does not hold.</summary>
    public void Expire()
    {
        // Where an earlier end turned up after this event was scheduled, another event has taken its place.
        if (Now != _expiryTicks)
        {
            return;
        }

        _expiryTicks = long.MaxValue;
        for (int slot = _free.LongestIdle; slot >= 0 && HasMoreThanFloor;)
        {
            int next = _context.Workers[slot].Next;
            if (_context.Workers[slot].KeepTicks <= Now)
            {
                LetGo(slot);
            }

            slot = next;
        }

        ScheduleExpiry();
    }

    /// <summary>Follows what was decided of idle workers: some have been kept long enough, others are to come back.</summary>
    public void FollowIdleSlots()
    {
        if (Now != _idleSlotsTicks)
        {
            return;
        }

        _idleSlotsTicks = long.MaxValue;
        _idleSlots!.Advance(TimeSpan.FromTicks(Now));
        ScheduleIdleSlots();
        StartMissingWorkers();
        ScheduleExpiry();
    }

    private void TellIdleSlots()
    {
        if (_idleSlots is not null)
        {
            int needed = (_statistics.InHand + _current.Configuration.Concurrency - 1) / _current.Configuration.Concurrency;

            // Calls that wait where no more workers may be say nothing of idle times.
            _idleSlots.Use(Math.Min(needed, _options.MaximumWorkers), TimeSpan.FromTicks(Now));
            ScheduleIdleSlots();
        }
    }

    // As for expiry: an event whose time is not the one noted has been overtaken.
    private void ScheduleIdleSlots()
    {
        if (_idleSlots!.NextChange is { } next && next.Ticks < _idleSlotsTicks)
        {
            _idleSlotsTicks = Math.Max(Now, next.Ticks);
            _context.Schedule(_idleSlotsTicks, PlatformEvent.IdleSlots, _index);
        }
    }

    // How long a worker that was used stays. One that is to be loaded again later goes at once.
    private long KeepAfterUse()
    {
        KeepAliveWindows windows = _options.Policy.AfterUse();
        if (windows.PreWarming <= TimeSpan.Zero)
        {
            return windows.KeepAlive.Ticks;
        }

        if (HasMoreThanFloor)
        {
            _reloads.Add((++_reloadNumber, windows.KeepAlive.Ticks));
            _context.Schedule(Now + windows.PreWarming.Ticks, PlatformEvent.Reload, _index, _reloadNumber);
        }

        return 0;
    }

    private void BecomeIdle(int slot, long keepTicks, bool wasBusy)
    {
        ref Worker worker = ref _context.Workers[slot];
        worker.Usage.Change(Now, wasBusy ? 0 : -1, 1, wasBusy ? -1 : 0);
        if (!IsCurrent(worker))
        {
            Remove(slot);
            return;
        }

        MarkAlwaysReady(ref worker, _current.AlwaysReadyWorkers - (worker.AlwaysReady ? 1 : 0) < _alwaysReady);

        // A keep-alive without end must not run over.
        worker.KeepTicks = keepTicks > long.MaxValue - Now ? long.MaxValue : Now + keepTicks;
        _free.Add(slot);
        ScheduleExpiry(worker.KeepTicks);
    }

    private void ScheduleExpiry()
    {
        long earliest = long.MaxValue;
        if (HasMoreThanFloor)
        {
            for (int slot = _free.LongestIdle; slot >= 0; slot = _context.Workers[slot].Next)
            {
                earliest = Math.Min(earliest, _context.Workers[slot].KeepTicks);
            }
        }

        ScheduleExpiry(Math.Max(Now, earliest));
    }

    // One event for the earliest end serves all: when it comes, the next one is looked for.
    private void ScheduleExpiry(long ticks)
    {
        if (ticks < _expiryTicks && HasMoreThanFloor)
        {
            _expiryTicks = ticks;
            _context.Schedule(ticks, PlatformEvent.Expiry, _index);
        }
    }
}
