using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Replay;

/// <summary>The activities, sub-orchestrations and timers that an orchestrator has started and that have not ended.</summary>
internal sealed class OpenTasks
{
    private readonly Dictionary<int, (TaskName Name, TaskCompletionSource<string?> Completion)> _open = [];

    public int Count => _open.Count;

    public TaskCompletionSource<string?> Open(int id, TaskName name)
    {
        TaskCompletionSource<string?> completion = new();
        _open.Add(id, (name, completion));
        return completion;
    }

    /// <summary>Completes a task; a second completion of the same one is ignored, as the hub may deliver twice.</summary>
    public void Complete(int id, string? result)
    {
        if (_open.Remove(id, out (TaskName Name, TaskCompletionSource<string?> Completion) task))
        {
            task.Completion.TrySetResult(result);
        }
    }

    public void Fail(int id, P.TaskFailureDetails? failure)
    {
        if (_open.Remove(id, out (TaskName Name, TaskCompletionSource<string?> Completion) task))
        {
            task.Completion.TrySetException(new TaskFailedException(task.Name, id, ProtocolFailures.ToDetails(failure)));
        }
    }
}
