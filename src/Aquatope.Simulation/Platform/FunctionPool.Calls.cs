namespace Aquatope.Simulation;

/// <content>What becomes of calls.</content>
internal sealed partial class FunctionPool
{
    /// <summary>A call arrives from outside; the next one is scheduled.</summary>
    public void ArriveFromOutside()
    {
        Call(workflow: -1, caller: -1, _callSeeds.NextUInt64());
        ScheduleArrival();
    }

    /// <summary>A call arrives.</summary>
    /// <param name="workflow">The workflow that makes it; -1: none does.</param>
    /// <param name="caller">The place of the step that makes it.</param>
    /// <param name="seed">Its chance.</param>
    public void Call(int workflow, int caller, ulong seed)
    {
        long now = Now;
        if (_statistics.InHand == 0 && _lastEndTicks >= 0)
        {
            _options.Policy.ObserveIdleTime(TimeSpan.FromTicks(now - _lastEndTicks));
        }

        _statistics.Arrived(now);
        _lane.Calls++;
        TellIdleSlots();
        int call = _context.Calls.Add(new Call { ArrivedTicks = now, Seed = seed, Workflow = workflow, Caller = caller });
        int worker = _free.Free();
        if (worker >= 0)
        {
            Execute(call, worker);
            return;
        }

        _backlog.Enqueue(call);
        StartMissingWorkers();
    }

    /// <summary>A call completes.</summary>
    /// <param name="slot">The worker's place.</param>
    /// <param name="callSlot">The call's place.</param>
    public void Complete(int slot, int callSlot)
    {
        long now = Now;
        Call call = _context.Calls[callSlot];
        _context.Calls.Remove(callSlot);
        _statistics.Completed(call, now);
        _lane.Calls--;
        TellIdleSlots();
        _lastEndTicks = now;
        ref Worker worker = ref _context.Workers[slot];
        bool current = IsCurrent(worker);
        if (current)
        {
            _free.Remove(slot);
        }

        worker.Executing--;
        if (worker.Executing == 0)
        {
            Meter(ref worker);
        }

        if (current && _backlog.Count > 0)
        {
            Execute(_backlog.Dequeue(), slot, listed: false);
        }
        else if (worker.Executing == 0)
        {
            BecomeIdle(slot, current ? KeepAfterUse() : 0, wasBusy: true);
        }
        else if (current)
        {
            _free.Add(slot);
        }

        Report(call);
    }

    private void ScheduleArrival()
    {
        if (_options.Arrivals is { } arrivals && arrivals.TryNext(out long ticks))
        {
            _context.Schedule(ticks, PlatformEvent.Arrival, _index);
        }
    }

    private void Execute(int callSlot, int slot, bool listed = true)
    {
        long now = Now;
        ref Worker worker = ref _context.Workers[slot];
        if (listed)
        {
            _free.Remove(slot);
        }

        if (listed && worker.Executing == 0)
        {
            _current.Change(now, 0, -1, 1);
        }

        if (worker.Executing++ == 0)
        {
            BecomeBusy(ref worker);
        }

        _free.Add(slot);
        ref Call call = ref _context.Calls[callSlot];
        call.BegunTicks = now;
        call.Cold = worker.ReadyTicks > call.ArrivedTicks;
        call.Outcome = _options.Execution.OutcomeAt(_current.Configuration);
        _current.Executions++;
        _statistics.Began(call);
        var chance = new CallChance(call.Seed);
        double milliseconds = _options.Execution.DrawMs(_current.Configuration, ref chance) * _context.Hosts.Slowdown(worker.Host);
        _context.Schedule(now + Ticks(milliseconds), PlatformEvent.Completion, slot, callSlot);
    }

    private void Report(in Call call)
    {
        WorkflowRunner? workflow = call.Workflow < 0 ? null : _context.Workflows[call.Workflow];
        if (_context.Listener is { } listener)
        {
            long execution = workflow?.NumberOf(call.Caller) ?? -1;
            listener.Completed(new CompletedCall(_index, call.ArrivedTicks, call.BegunTicks, Now, call.Cold, call.Workflow, execution) { Outcome = call.Outcome });
        }

        workflow?.Completed(call.Caller, call, _index);
    }
}
