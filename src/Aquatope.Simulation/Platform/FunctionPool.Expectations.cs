namespace Aquatope.Simulation;

/// <content>Calls of workflows that are under way: workers are started ahead of them, and held for them.</content>
internal sealed partial class FunctionPool
{
    private int _expected;

    // As many workers as the policy wants, and as many as the calls in hand and the expected ones need.
    private int Floor
    {
        get
        {
            int floor = _idleSlots is null ? _warmTarget : Math.Max(_warmTarget, _idleSlots.InUse + _idleSlots.Warm);
            return _expected == 0 ? floor : Math.Max(floor, WorkersFor(_statistics.InHand + _expected));
        }
    }

    /// <summary>More calls are expected soon, or fewer: those that have come, or will not.</summary>
    /// <param name="calls">How many more; negative: fewer.</param>
    public void Expect(int calls)
    {
        _expected += calls;
        StartMissingWorkers();
        ScheduleExpiry();
    }

    private int WorkersFor(int calls) => (calls + _current.Configuration.Concurrency - 1) / _current.Configuration.Concurrency;
}
