using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aquatope.Azure.Tests;

/// <summary>The client of a lane whose executions run at once, on the model of its apps.</summary>
internal sealed class LaneClient(string lane, StageAppsModel apps) : DurableTaskClient(lane)
{
    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        apps.Run(Name, options!.InstanceId!);
        return Task.FromResult(options.InstanceId!);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(new OrchestrationMetadata(StageAppsModel.Workflow, instanceId) { RuntimeStatus = OrchestrationRuntimeStatus.Completed });

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => throw new NotSupportedException();

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>The clients of all lanes.</summary>
internal sealed class LaneClientProvider(StageAppsModel apps) : IDurableTaskClientProvider
{
    public DurableTaskClient GetClient(string? name = null) => new LaneClient(name!, apps);
}
