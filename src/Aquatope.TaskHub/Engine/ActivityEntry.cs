using Aquatope.TaskHub.Storage;

namespace Aquatope.TaskHub.Engine;

/// <summary>An activity to run. Its request stays in the store until it is handed out, if it came from there.</summary>
internal sealed class ActivityEntry : WorkEntry
{
    public ActivityEntry(OpenInstance instance, TaskRow row, ActivityRequest? request)
        : base(instance.Hub, WorkItemKind.Activity)
    {
        InheritedVersion = string.IsNullOrEmpty(row.Version) ? instance.Version ?? "" : "";
        Row = row;
        Request = request;
        Ready = row.Ready;
    }

    public TaskRow Row { get; }

    public ActivityRequest? Request { get; private set; }

    public override string Name => Row.Name;

    public override string Version => Row.Version ?? "";

    public override string InheritedVersion { get; }

    public override long SentBytes => Request?.CalculateSize() ?? 0;

    public override string ToString() => $"Activity {Name} of orchestration '{Request?.OrchestrationInstance?.InstanceId}'";

    public override WorkItem? Build(EngineContext context, WorkerStream stream)
    {
        Request ??= context.Store.ReadTask(Row.Key, Row.Sequence);
        return Request is null ? null : new WorkItem { ActivityRequest = Request };
    }
}
