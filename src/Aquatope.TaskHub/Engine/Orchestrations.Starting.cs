using Aquatope.TaskHub.Storage;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Aquatope.TaskHub.Engine;

/// <content>How instances begin.</content>
internal sealed partial class Orchestrations
{
    /// <summary>Starts an instance, as far as the rule for used instance IDs allows.</summary>
    public void Start(HubState hub, CreateInstanceRequest request)
    {
        if (context.Store.FindInstance(hub.Key, request.InstanceId) is { } existing)
        {
            CheckReplaceable(existing, request.OrchestrationIdReusePolicy);
            Remove(hub, existing);
        }

        Create(hub, request, parent: null, parentInfo: null);
    }

    private static void CheckReplaceable(InstanceRow existing, OrchestrationIdReusePolicy? policy)
    {
        if (!(policy?.ReplaceableStatus.Contains(existing.Status) ?? existing.Completed is not null))
        {
            throw HubError.InstanceExists(existing.Id, existing.Status);
        }

        if (existing.Completed is null && !policy!.ReplaceableStatus.Contains(OrchestrationStatus.Terminated))
        {
            // To replace an open instance is to terminate it first. The official clients know this refusal by its text.
            throw HubError.Invalid("Invalid reusable statuses: cannot exclude 'Terminated' while also allowing reuse of running instances.");
        }
    }

    /// <summary>Starts an instance for an entity; when its id is in use, nothing happens, for nobody waits for an answer.</summary>
    public void StartUnasked(HubState hub, CreateInstanceRequest request)
    {
        InstanceRow? existing = context.Store.FindInstance(hub.Key, request.InstanceId);
        if (existing is { Completed: null })
        {
            return;
        }

        if (existing is not null)
        {
            Remove(hub, existing);
        }

        Create(hub, request, parent: null, parentInfo: null);
    }

    private OpenInstance Create(HubState hub, CreateInstanceRequest request, ParentLink? parent, ParentInstanceInfo? parentInfo)
    {
        DateTimeOffset now = context.Now;
        DateTimeOffset? at = request.ScheduledStartTimestamp?.ToDateTimeOffset();
        var row = new InstanceRow
        {
            Key = context.NewKey(),
            Hub = hub.Key,
            Id = request.InstanceId,
            ExecutionId = string.IsNullOrEmpty(request.ExecutionId) ? Guid.NewGuid().ToString("N") : request.ExecutionId,
            Name = request.Name,
            Version = request.Version,
            Status = OrchestrationStatus.Pending,
            Created = now.UtcTicks,
            Updated = now.UtcTicks,
            Scheduled = at?.UtcTicks,
            Parent = parent,
            Tags = EncodeTags(request.Tags),
        };
        context.Store.InsertInstance(row, request.Input);
        var instance = new OpenInstance(hub, row) { Delayed = at > now };
        hub.Open.Add(instance.Id, instance);
        HistoryEvent started = HistoryEvents.New(now);
        started.ExecutionStarted = new ExecutionStartedEvent
        {
            Name = request.Name,
            Version = request.Version,
            Input = request.Input,
            OrchestrationInstance = new OrchestrationInstance { InstanceId = instance.Id, ExecutionId = instance.ExecutionId },
            ParentInstance = parentInfo,
            ScheduledStartTimestamp = request.ScheduledStartTimestamp,
            ParentTraceContext = request.ParentTraceContext,
        };
        started.ExecutionStarted.Tags.Add(request.Tags);
        Add(instance, started);
        if (instance.Delayed)
        {
            AddTimer(instance, at!.Value.UtcTicks, timerId: null);
        }

        return instance;
    }

    private static byte[]? EncodeTags(MapField<string, string> tags)
    {
        if (tags.Count == 0)
        {
            return null;
        }

        var holder = new OrchestrationState();
        holder.Tags.Add(tags);
        return holder.ToByteArray();
    }
}
