namespace Aquatope.TaskHub.Engine;

/// <summary>One task hub: its open instances, its work, and who waits for what. Owned by the engine's thread.</summary>
internal sealed class HubState
{
    private readonly Dictionary<string, List<InstanceWaiter>> _waiters = [];

    public HubState(long key, string name, EngineContext context)
    {
        Key = key;
        Name = name;
        Work = new WorkPool(context);
    }

    public long Key { get; }

    public string Name { get; }

    /// <summary>Gets the open orchestrations by instance id.</summary>
    public Dictionary<string, OpenInstance> Open { get; } = [];

    /// <summary>Gets the entities that have something to do, by id.</summary>
    public Dictionary<string, OpenEntity> Entities { get; } = [];

    public WorkPool Work { get; }

    public void Wait(InstanceWaiter waiter)
    {
        if (!_waiters.TryGetValue(waiter.InstanceId, out List<InstanceWaiter>? waiters))
        {
            _waiters.Add(waiter.InstanceId, waiters = []);
        }

        waiters.Add(waiter);
    }

    public void StopWaiting(InstanceWaiter waiter)
    {
        if (_waiters.TryGetValue(waiter.InstanceId, out List<InstanceWaiter>? waiters) && waiters.Remove(waiter) && waiters.Count == 0)
        {
            _waiters.Remove(waiter.InstanceId);
        }
    }

    /// <summary>Tells those who wait for an instance that it has started, or ended.</summary>
    public void Notify(string instanceId, bool ended)
    {
        if (!_waiters.TryGetValue(instanceId, out List<InstanceWaiter>? waiters))
        {
            return;
        }

        waiters.RemoveAll(waiter => waiter.Accept(ended));
        if (waiters.Count == 0)
        {
            _waiters.Remove(instanceId);
        }
    }

    /// <summary>Ends every wait with an error.</summary>
    public void FailWaiters(Exception error)
    {
        foreach (List<InstanceWaiter> waiters in _waiters.Values)
        {
            waiters.ForEach(waiter => waiter.Fail(error));
        }

        _waiters.Clear();
    }

    /// <summary>Forgets the work and the open instances, not the streams and not who waits.</summary>
    public void Reset()
    {
        Open.Clear();
        Entities.Clear();
        Work.Reset();
    }

    /// <summary>Tells those who wait what the state, read anew, already answers.</summary>
    public void Recheck()
    {
        foreach (string id in _waiters.Keys.Order(StringComparer.Ordinal).ToArray())
        {
            bool open = Open.TryGetValue(id, out OpenInstance? instance);
            if (!open || instance!.Turns > 0)
            {
                Notify(id, ended: !open);
            }
        }
    }
}

/// <summary>Someone who waits until an instance has started or ended.</summary>
internal sealed class InstanceWaiter(string instanceId, bool untilEnd)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string InstanceId { get; } = instanceId;

    public Task Done => _done.Task;

    public bool Accept(bool ended)
    {
        if (untilEnd && !ended)
        {
            return false;
        }

        _done.TrySetResult();
        return true;
    }

    public void Fail(Exception error) => _done.TrySetException(error);
}
