using Google.Protobuf.WellKnownTypes;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Client.Grpc;

public sealed partial class GrpcDurableTaskClient
{
    /// <inheritdoc/>
    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ThrowIfInvalid(instanceId);
        P.TerminateRequest request = new()
        {
            InstanceId = instanceId,
            Output = _options.DataConverter.Serialize(options?.Output),
            Recursive = options?.Recursive ?? false,
        };
        return GrpcCalls.InvokeAsync(
            nameof(TerminateInstanceAsync), () => _client.TerminateInstanceAsync(request, cancellationToken: cancellation), cancellation);
    }

    /// <inheritdoc/>
    public override Task SuspendInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ThrowIfInvalid(instanceId);
        P.SuspendRequest request = new() { InstanceId = instanceId, Reason = reason };
        return GrpcCalls.InvokeAsync(
            nameof(SuspendInstanceAsync), () => _client.SuspendInstanceAsync(request, cancellationToken: cancellation), cancellation);
    }

    /// <inheritdoc/>
    public override Task ResumeInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ThrowIfInvalid(instanceId);
        P.ResumeRequest request = new() { InstanceId = instanceId, Reason = reason };
        return GrpcCalls.InvokeAsync(
            nameof(ResumeInstanceAsync), () => _client.ResumeInstanceAsync(request, cancellationToken: cancellation), cancellation);
    }

    /// <inheritdoc/>
    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ThrowIfInvalid(instanceId);
        P.RestartInstanceRequest request = new()
        {
            InstanceId = instanceId,
            RestartWithNewInstanceId = restartWithNewInstanceId,
        };
        P.RestartInstanceResponse response = await GrpcCalls.InvokeAsync(
            nameof(RestartAsync),
            () => _client.RestartInstanceAsync(request, cancellationToken: cancellation),
            cancellation,
            GrpcCalls.ForInstance(instanceId));
        return response.InstanceId;
    }

    /// <inheritdoc/>
    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        ThrowIfInvalid(instanceId);
        P.RewindInstanceRequest request = new() { InstanceId = instanceId, Reason = reason };
        return GrpcCalls.InvokeAsync(
            nameof(RewindInstanceAsync),
            () => _client.RewindInstanceAsync(request, cancellationToken: cancellation),
            cancellation,
            GrpcCalls.ForInstance(instanceId));
    }

    /// <inheritdoc/>
    public override Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return PurgeAsync(
            new P.PurgeInstancesRequest
            {
                InstanceId = instanceId,
                Recursive = options?.Recursive ?? false,
                IsOrchestration = !_options.EnableEntitySupport || instanceId[0] != '@',
            },
            cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The time-out of <paramref name="filter"/> is not positive.</exception>
    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Timeout <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(filter), filter.Timeout, "The time-out of a purge must be positive.");
        }

        P.PurgeInstanceFilter wire = new()
        {
            CreatedTimeFrom = Moment(filter.CreatedFrom),
            CreatedTimeTo = Moment(filter.CreatedTo),
            Timeout = filter.Timeout is { } timeout ? Duration.FromTimeSpan(timeout) : null,
        };
        wire.RuntimeStatus.AddRange((filter.Statuses ?? []).Select(status => (P.OrchestrationStatus)status));
        return PurgeAsync(
            new P.PurgeInstancesRequest { PurgeInstanceFilter = wire, Recursive = options?.Recursive ?? false }, cancellation);
    }

    private async Task<PurgeResult> PurgeAsync(P.PurgeInstancesRequest request, CancellationToken cancellation)
    {
        P.PurgeInstancesResponse response = await GrpcCalls.InvokeAsync(
            nameof(PurgeAllInstancesAsync),
            () => _client.PurgeInstancesAsync(request, cancellationToken: cancellation),
            cancellation,
            GrpcCalls.ForInstance(request.InstanceId));
        return new PurgeResult(response.DeletedInstanceCount, response.IsComplete);
    }
}
