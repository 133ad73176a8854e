namespace Aquatope.Simulation;

/// <content>Workers for calls of workflows that are under way.</content>
internal sealed partial class FunctionPool
{
    private int _cascadeTarget;

    // As many workers as the policy wants, as executions under way will need, or as are in use or worth their idleness.
    private int Floor => Math.Max(Math.Max(_warmTarget, _cascadeTarget), _idleSlots is null ? 0 : _idleSlots.InUse + _idleSlots.Warm);

    /// <summary>Sets how many workers executions under way will need.</summary>
    /// <param name="workers">The number; capped by the greatest there may be.</param>
    public void SetCascadeTarget(int workers)
    {
        _cascadeTarget = Math.Min(workers, _options.MaximumWorkers);
        StartMissingWorkers();
        ScheduleExpiry();
    }
}
