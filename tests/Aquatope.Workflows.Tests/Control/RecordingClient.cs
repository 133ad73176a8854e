using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aquatope.Workflows.Tests;

/// <summary>The clients of all hubs, which write down what is started; instances that are named as running, run.</summary>
internal sealed class RecordingClient(string name, RecordingClient? all = null) : DurableTaskClient(name), IDurableTaskClientProvider
{
    private readonly RecordingClient? _all = all;

    /// <summary>Gets what was started: the hub, the orchestration, its instance ID and its input.</summary>
    public List<(string Hub, string Orchestration, string InstanceId, object? Input)> Started { get; } = [];

    /// <summary>Gets the instance IDs that run.</summary>
    public HashSet<string> Running { get; } = [];

    private RecordingClient All => _all ?? this;

    public DurableTaskClient GetClient(string? name = null) => new RecordingClient(name!, this);

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        string id = options?.InstanceId ?? "new";
        All.Started.Add((Name, orchestratorName.Name, id, input));
        return Task.FromResult(id);
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => Task.FromResult(
            All.Running.Contains(instanceId)
                ? new OrchestrationMetadata("running", instanceId) { RuntimeStatus = OrchestrationRuntimeStatus.Running }
                : null);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => throw new NotSupportedException();

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
