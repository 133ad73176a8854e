namespace Microsoft.DurableTask.Worker.Replay;

internal sealed partial class ReplayContext
{
    public EntityReplies EntityReplies { get; } = new();

    /// <summary>Gets whether an event to come can resume the orchestrator.</summary>
    public bool IsWaiting => OpenTasks.Count > 0 || Events.WaiterCount > 0 || EntityReplies.Count > 0;

    /// <summary>Releases the locks that the orchestrator still holds when it ends.</summary>
    public void ReleaseEntityLocks() => _entities?.ExitCriticalSection();
}
