using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Replay;

/// <summary>The entity calls and lock requests of an orchestrator that have not been answered.</summary>
internal sealed class EntityReplies
{
    private readonly Dictionary<string, TaskCompletionSource<EntityReply>> _open = new(StringComparer.OrdinalIgnoreCase);

    public int Count => _open.Count;

    public Task<EntityReply> Open(string requestId)
    {
        TaskCompletionSource<EntityReply> completion = new();
        _open.Add(requestId, completion);
        return completion.Task;
    }

    public void Complete(string requestId, string? output) => Answer(requestId, new EntityReply(output, null));

    public void Fail(string requestId, P.TaskFailureDetails? failure) =>
        Answer(requestId, new EntityReply(null, ProtocolFailures.ToDetails(failure)));

    /// <summary>Takes an event that answers a request in the legacy form; false when it answers none.</summary>
    public bool TryCompleteLegacy(string eventName, string? payload)
    {
        if (payload is null || !_open.ContainsKey(eventName))
        {
            return false;
        }

        Answer(eventName, LegacyEntityMessages.ReadReply(payload));
        return true;
    }

    private void Answer(string requestId, EntityReply reply)
    {
        if (_open.Remove(requestId, out TaskCompletionSource<EntityReply>? completion))
        {
            completion.TrySetResult(reply);
        }
    }
}
