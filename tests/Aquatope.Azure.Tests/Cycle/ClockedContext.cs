using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Azure.Tests;

/// <summary>An orchestration that calls its activities directly, by way of JSON, and while whose timers run a clock does, and the load goes on.</summary>
internal sealed class ClockedContext(FakeTimeProvider clock, IEnumerable<KeyValuePair<string, ITaskActivity>> activities, Action load) : TaskOrchestrationContext
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, ITaskActivity> _activities = new(activities, StringComparer.Ordinal);

    /// <summary>Gets the names of the activities that were called, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Gets the lengths of the timers, in order.</summary>
    public List<TimeSpan> Timers { get; } = [];

    public override TaskName Name => "aquatope_optimizer";

    public override string InstanceId => "tune-Thumbnails-0001";

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => clock.GetUtcNow().UtcDateTime;

    public override bool IsReplaying => false;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        Calls.Add(name.Name);
        ITaskActivity activity = _activities[name.Name];
        object? received = JsonDataConverter.Default.Deserialize(JsonDataConverter.Default.Serialize(input), activity.InputType);
        object? result = await activity.RunAsync(new CallContext(name), received);
        return JsonDataConverter.Default.Deserialize<TResult>(JsonDataConverter.Default.Serialize(result))!;
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        Timers.Add(fireAt - CurrentUtcDateTime);
        while (CurrentUtcDateTime < fireAt)
        {
            load();
            clock.Advance(Step);
        }

        return Task.CompletedTask;
    }

    public override void SetCustomStatus(object? customStatus)
    {
        // Progress is for people.
    }

    public override T GetInput<T>() => throw new NotSupportedException();

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        throw new NotSupportedException();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => throw new NotSupportedException();

    public override Guid NewGuid() => throw new NotSupportedException();

    private sealed class CallContext(TaskName name) : TaskActivityContext
    {
        public override TaskName Name { get; } = name;

        public override string InstanceId => "tune-Thumbnails-0001";
    }
}
