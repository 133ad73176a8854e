using Grpc.Core;
using Grpc.Net.Client;

namespace Microsoft.DurableTask.Worker.Grpc;

/// <summary>How a worker connects to its task hub.</summary>
public sealed class GrpcDurableTaskWorkerOptions : DurableTaskWorkerOptions
{
    /// <summary>The smallest <see cref="CompleteOrchestrationWorkItemChunkSizeInBytes"/>: 1 MiB.</summary>
    public const int MinCompleteOrchestrationWorkItemChunkSizeInBytes = 1 * 1024 * 1024;

    /// <summary>The largest <see cref="CompleteOrchestrationWorkItemChunkSizeInBytes"/>: below gRPC's usual 4 MiB.</summary>
    public const int MaxCompleteOrchestrationWorkItemChunkSizeInBytes = 4_089_446;

    private int _chunkSizeInBytes = MaxCompleteOrchestrationWorkItemChunkSizeInBytes;

    /// <summary>Gets or sets the address; null for <c>http://localhost:4001</c>.</summary>
    public string? Address { get; set; }

    /// <summary>Gets or sets the channel; null for one made of the address. The worker does not dispose it.</summary>
    public GrpcChannel? Channel { get; set; }

    /// <summary>Gets or sets the invoker of calls; null for that of the channel.</summary>
    public CallInvoker? CallInvoker { get; set; }

    /// <summary>Gets or sets how large an answer of a turn may be before it is sent in parts. Default: the largest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public int CompleteOrchestrationWorkItemChunkSizeInBytes
    {
        get => _chunkSizeInBytes;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, MinCompleteOrchestrationWorkItemChunkSizeInBytes);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxCompleteOrchestrationWorkItemChunkSizeInBytes);
            _chunkSizeInBytes = value;
        }
    }

    /// <summary>Gets or sets whether entity messages travel in their own form, not as events.</summary>
    internal bool UseEntityMessages { get; set; }

    internal TimeSpan HelloDeadline { get; set; } = TimeSpan.FromSeconds(30);

    internal TimeSpan SilentDisconnectTimeout { get; set; } = TimeSpan.FromSeconds(120);

    internal BackoffRange ReconnectBackoff { get; set; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    internal BackoffRange CompletionBackoff { get; set; } = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15));
}
