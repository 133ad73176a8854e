using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aquatope.Examples.Tests;

/// <summary>Runs an orchestrator with its stages in this process; inputs and outputs travel as JSON, as in a hub.</summary>
/// <remarks>Stages are made on first call, and not disposed. Calls are recorded in the order in which they were made.</remarks>
internal sealed class InProcessContext(ExampleWorkflow workflow, string instanceId, ISharedFolder folder) : TaskOrchestrationContext
{
    private readonly Dictionary<string, ITaskActivity> _activities = [];

    public List<(string Stage, string Input, string Output)> Calls { get; } = [];

    public override TaskName Name => workflow.Orchestrator;

    public override string InstanceId => instanceId;

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    public override bool IsReplaying => false;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public static Task<(InProcessContext Context, object? Output)> RunAsync(ExampleWorkflow workflow, int sequence) =>
        RunAsync(workflow, $"{workflow.Name}-{sequence}", workflow.Input(sequence), ExampleData.Open());

    public static async Task<(InProcessContext Context, object? Output)> RunAsync(ExampleWorkflow workflow, string instanceId, object input, ISharedFolder folder)
    {
        var context = new InProcessContext(workflow, instanceId, folder);
        ITaskOrchestrator orchestrator = workflow.Create();
        object? output = await orchestrator.RunAsync(context, input);
        return (context, output);
    }

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        ITaskActivity activity = Activity(name.Name);
        string request = JsonSerializer.Serialize(input, input?.GetType() ?? typeof(object));
        object? output = await activity.RunAsync(
            new InProcessActivityContext(name, instanceId), JsonSerializer.Deserialize(request, activity.InputType));
        string response = JsonSerializer.Serialize(output, activity.OutputType);
        lock (Calls)
        {
            Calls.Add((name.Name, request, response));
        }

        return JsonSerializer.Deserialize<TResult>(response)!;
    }

    public override T GetInput<T>() => throw new NotSupportedException();

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    public override void SetCustomStatus(object? customStatus) => throw new NotSupportedException();

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null) => throw new NotSupportedException();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        throw new NotSupportedException();

    public override Guid NewGuid() => new(SHA256.HashData(Encoding.UTF8.GetBytes(instanceId)).AsSpan(0, 16));

    private ITaskActivity Activity(string name)
    {
        if (!_activities.TryGetValue(name, out ITaskActivity? activity))
        {
            activity = workflow.Stages.Single(stage => stage.Name == name).Create(folder);
            _activities.Add(name, activity);
        }

        return activity;
    }
}
