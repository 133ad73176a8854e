using Aquatope.TaskHub.Storage;

namespace Aquatope.TaskHub.Engine;

/// <summary>Reads everything that is open, and makes it ready again.</summary>
internal sealed class EngineRecovery(EngineContext context, Orchestrations orchestrations, Entities entities)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">What is stored cannot be.</exception>
    public void Run(Dictionary<string, HubState> hubs)
    {
        try
        {
            Read(hubs);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or InvalidCastException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"What it stores contradicts itself: {exception.Message}", exception);
        }
    }

    private void Read(Dictionary<string, HubState> hubs)
    {
        context.Reset();
        HubStore store = context.Store;
        var byKey = new Dictionary<long, OpenInstance>();
        List<(long Key, string Name)> stored = [.. store.ReadHubs()];
        foreach (string gone in hubs.Keys.Except(stored.Select(hub => hub.Name), StringComparer.OrdinalIgnoreCase).ToArray())
        {
            hubs.Remove(gone);
        }

        foreach ((long key, string name) in stored)
        {
            if (!hubs.TryGetValue(name, out HubState? hub))
            {
                hubs.Add(name, hub = new HubState(key, name, context));
            }

            foreach (InstanceRow row in store.ReadOpenInstances(key))
            {
                var instance = new OpenInstance(hub, row);
                hub.Open.Add(instance.Id, instance);
                byKey.Add(instance.Key, instance);
                context.SawSequence(row.Key);
            }
        }

        foreach (TimerRow timer in store.ReadTimers().ToList())
        {
            context.SawSequence(timer.Sequence);
            if (byKey.TryGetValue(timer.Key, out OpenInstance? instance))
            {
                instance.Delayed |= timer.TimerId is null;
                orchestrations.Remember(instance, timer);
            }
        }

        foreach ((long key, long sequence) in store.ReadInboxKeys().ToList())
        {
            context.SawSequence(sequence);
            if (byKey.TryGetValue(key, out OpenInstance? instance))
            {
                instance.LastInbox = sequence;
                if (!instance.Delayed)
                {
                    instance.Hub.Work.Enqueue(instance.Turn);
                }
            }
        }

        RecoverTasks(byKey);
        RecoverEntities(hubs.Values);
        store.Commit();
        context.Committed();
    }

    private void RecoverTasks(Dictionary<long, OpenInstance> byKey)
    {
        foreach (TaskRow task in context.Store.ReadTasks().ToList())
        {
            context.SawSequence(task.Sequence);
            if (byKey.TryGetValue(task.Key, out OpenInstance? instance))
            {
                instance.Hub.Work.Enqueue(new ActivityEntry(instance, task, request: null));
            }
            else if (context.Store.IsOpen(task.Key))
            {
                throw new InvalidDataException($"The list of open instances lacks one, whose key is {task.Key}.");
            }
            else
            {
                context.Store.DeleteTask(task.Key, task.Sequence);
            }
        }
    }

    private void RecoverEntities(IEnumerable<HubState> hubs)
    {
        HubState[] ordered = [.. hubs.OrderBy(hub => hub.Key)];
        foreach (HubState hub in ordered)
        {
            foreach (EntityRow row in context.Store.ReadBusyEntities(hub.Key).ToList())
            {
                entities.Recover(hub, row);
            }
        }

        foreach (HubState hub in ordered)
        {
            entities.Resume(hub);
        }
    }
}
