using Aquatope.TaskHub.Storage;

namespace Aquatope.TaskHub.Engine;

/// <content>Upkeep of stored instances.</content>
internal sealed partial class Orchestrations
{
    /// <summary>Starts an ended instance again with its first input, under its own id or a new one.</summary>
    /// <returns>The id of the started instance.</returns>
    public string Restart(HubState hub, RestartInstanceRequest request)
    {
        InstanceRow row = context.Store.FindInstance(hub.Key, request.InstanceId) ?? throw HubError.InstanceNotFound(request.InstanceId);
        if (row.Completed is null)
        {
            throw HubError.Precondition($"The orchestration instance '{row.Id}' is {row.Status}; only an ended one can be restarted.");
        }

        var again = new CreateInstanceRequest
        {
            InstanceId = request.RestartWithNewInstanceId ? Guid.NewGuid().ToString("N") : row.Id,
            Name = row.Name,
            Version = row.Version,
            Input = context.Store.ReadPayload(row.Key).Input,
        };
        if (row.Tags is { } tags)
        {
            again.Tags.Add(OrchestrationState.Parser.ParseFrom(tags).Tags);
        }

        if (!request.RestartWithNewInstanceId)
        {
            Remove(hub, row);
        }

        Create(hub, again, parent: null, parentInfo: null);
        return again.InstanceId;
    }

    /// <summary>Ends an open instance at once, whatever its worker is doing. Its children go on.</summary>
    /// <returns>Whether there was an open instance.</returns>
    public bool TerminateNow(HubState hub, string instanceId, string? reason)
    {
        if (!hub.Open.TryGetValue(instanceId, out OpenInstance? instance))
        {
            return false;
        }

        EndUnseen(instance, HistoryEvents.Terminated(context.Now, reason, recurse: false));
        return true;
    }

    /// <summary>Deletes an instance that has ended, and with it, if asked for, its ended children.</summary>
    /// <returns>The number of deleted instances.</returns>
    public int Purge(HubState hub, string instanceId, bool recursive)
    {
        if (EntityIds.IsEntity(instanceId))
        {
            return entities.Purge(hub, instanceId);
        }

        if (context.Store.FindInstance(hub.Key, instanceId) is not { Completed: not null } row)
        {
            return 0;
        }

        IReadOnlyList<string> children = recursive ? context.Store.FindChildren(hub.Key, instanceId) : [];
        context.Store.DeleteInstance(row.Key);
        return 1 + children.Sum(child => Purge(hub, child, recursive: true));
    }

    /// <summary>Deletes a number of ended instances that match a filter.</summary>
    /// <returns>The number of deleted instances; zero when none is left.</returns>
    public int Purge(HubState hub, PurgeInstanceFilter filter, bool recursive, int most) =>
        context.Store.FindEnded(hub.Key, filter, most).Sum(id => Purge(hub, id, recursive));
}
