using Microsoft.DurableTask.Worker.Replay;
using Microsoft.Extensions.Logging;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Grpc;

/// <summary>What the parts of one worker share.</summary>
internal sealed record WorkerContext
{
    public required string Name { get; init; }

    public required P.TaskHubSidecarService.TaskHubSidecarServiceClient Client { get; init; }

    public required GrpcDurableTaskWorkerOptions Options { get; init; }

    /// <summary>Gets the general options: the caps on concurrency are set only there.</summary>
    public required DurableTaskWorkerOptions GeneralOptions { get; init; }

    public required DurableTaskWorkerWorkItemFilters Filters { get; init; }

    public required IDurableTaskFactory Factory { get; init; }

    public required IServiceProvider Services { get; init; }

    public required ReplaySettings Replay { get; init; }

    public required ILogger Logger { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required Random Jitter { get; init; }

#pragma warning disable CS0618 // Supported for those who use it.
    public IOrchestrationFilter? OrchestrationFilter { get; init; }
#pragma warning restore CS0618
}
