namespace Aquatope.TaskHub.Engine;

/// <content>The task hubs of the database.</content>
internal sealed partial class HubEngine
{
    private readonly List<HubState> _leaving = [];

    /// <summary>Returns a task hub. Engine's thread only.</summary>
    public HubState Hub(string name)
    {
        if (_hubs.TryGetValue(name, out HubState? hub))
        {
            return hub;
        }

        return _createHubs ? CreateHub(name) : throw HubError.HubNotFound(name);
    }

    /// <summary>Creates a task hub, empty, where there is none, or in the place of the one that there is. Engine's thread only.</summary>
    public HubState CreateHub(string name, bool recreate)
    {
        if (recreate && _hubs.ContainsKey(name))
        {
            DeleteHub(name);
        }

        return _hubs.TryGetValue(name, out HubState? hub) ? hub : CreateHub(name);
    }

    /// <summary>Deletes a task hub with all that is in it. Engine's thread only.</summary>
    public void DeleteHub(string name)
    {
        if (!_hubs.Remove(name, out HubState? hub))
        {
            throw HubError.HubNotFound(name);
        }

        _context.Store.DeleteHub(hub.Key);
        foreach (OpenInstance instance in hub.Open.Values)
        {
            instance.Closed = true;
            _context.Histories.Drop(instance);
            _timers.Cancelled(instance.Timers);
        }

        foreach (OpenEntity entity in hub.Entities.Values)
        {
            entity.Gone = true;
        }

        _leaving.Add(hub);
        _context.AfterCommit(() => Leave(HubError.HubNotFound(name)));
    }

    /// <summary>Sends away who is connected to a deleted task hub. Were its deletion taken back, they would come again.</summary>
    private void Leave(Exception reason)
    {
        foreach (HubState hub in _leaving)
        {
            hub.Work.Stopped = true;
            hub.FailWaiters(reason);
            foreach (WorkerStream stream in hub.Work.Streams)
            {
                stream.Complete();
            }
        }

        _leaving.Clear();
    }

    /// <summary>Returns the state of a task hub's queues; it creates none.</summary>
    public Task<IReadOnlyList<WorkQueueState>> QueuesAsync(string name) => AskAsync<IReadOnlyList<WorkQueueState>>(() =>
        _hubs.TryGetValue(name, out HubState? hub) ? hub.Work.Observe() : []);

    /// <summary>Returns the state of the queues of every task hub, by its name.</summary>
    public Task<List<(string TaskHub, List<WorkQueueState> Queues)>> QueuesAsync() => AskAsync(() =>
        _hubs.Values.OrderBy(hub => hub.Key).Select(hub => (hub.Name, hub.Work.Observe())).ToList());

    private HubState CreateHub(string name)
    {
        long key = _hubs.Values.Select(hub => hub.Key).DefaultIfEmpty().Max() + 1;
        var hub = new HubState(key, name, _context);
        _context.Store.InsertHub(key, name, _context.Now.UtcTicks);
        _hubs.Add(name, hub);
        return hub;
    }
}
