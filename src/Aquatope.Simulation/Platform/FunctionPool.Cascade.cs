namespace Aquatope.Simulation;

/// <content>Workers for calls of workflows that are under way.</content>
internal sealed partial class FunctionPool
{
    private int _cascadeTarget;

    // As many workers as there will be work for, as executions under way will need, or as are in use or worth their idleness.
    private int Floor => Math.Max(Math.Max(_warmTarget.Needed, _cascadeTarget), _idleSlots?.Held ?? _warmTarget.Forecast);

    // A worker on its way up is none that could take the place of an idle one.
    private bool HasMoreThanFloor => _current.Idle + _current.Busy > Floor;

    /// <summary>Sets how many workers executions under way will need.</summary>
    /// <param name="workers">The number; capped by the greatest there may be.</param>
    public void SetCascadeTarget(int workers)
    {
        _cascadeTarget = Math.Min(workers, _options.MaximumWorkers);
        StartMissingWorkers();
        ScheduleExpiry();
    }
}
