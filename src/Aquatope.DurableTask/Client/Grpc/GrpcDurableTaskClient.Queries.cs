using DurableTask.Core.History;
using Grpc.Core;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Client.Grpc;

public sealed partial class GrpcDurableTaskClient
{
    // A lost connection during a wait is no answer; waiting again asks the task hub for the present state first.
    private static readonly TimeSpan WaitRetryDelay = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc/>
    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(
            nameof(WaitForInstanceStartAsync),
            Request(instanceId, getInputsAndOutputs),
            request => _client.WaitForInstanceStartAsync(request, cancellationToken: cancellation),
            cancellation);

    /// <inheritdoc/>
    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(
            nameof(WaitForInstanceCompletionAsync),
            Request(instanceId, getInputsAndOutputs),
            request => _client.WaitForInstanceCompletionAsync(request, cancellationToken: cancellation),
            cancellation);

    /// <inheritdoc/>
    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        P.GetInstanceRequest request = Request(instanceId, getInputsAndOutputs);
        P.GetInstanceResponse response = await GrpcCalls.InvokeAsync(
            nameof(GetInstanceAsync), () => _client.GetInstanceAsync(request, cancellationToken: cancellation), cancellation);
        return response.Exists ? ToMetadata(response.OrchestrationState, getInputsAndOutputs) : null;
    }

    /// <inheritdoc/>
    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        ThrowIfEntity(filter?.InstanceIdPrefix);
        OrchestrationQuery query = filter ?? new();
        return Pageable.Create(async (continuation, pageSize, cancellation) =>
        {
            P.InstanceQuery page = new()
            {
                CreatedTimeFrom = Moment(query.CreatedFrom),
                CreatedTimeTo = Moment(query.CreatedTo),
                FetchInputsAndOutputs = query.FetchInputsAndOutputs,
                InstanceIdPrefix = query.InstanceIdPrefix,
                MaxInstanceCount = pageSize ?? query.PageSize,
                ContinuationToken = continuation ?? query.ContinuationToken,
            };
            page.RuntimeStatus.AddRange((query.Statuses ?? []).Select(status => (P.OrchestrationStatus)status));
            page.TaskHubNames.AddRange(query.TaskHubNames ?? []);
            P.QueryInstancesResponse response = await GrpcCalls.InvokeAsync(
                nameof(GetAllInstancesAsync),
                () => _client.QueryInstancesAsync(new P.QueryInstancesRequest { Query = page }, cancellationToken: cancellation),
                cancellation);
            return new Page<OrchestrationMetadata>(
                [.. response.OrchestrationState.Select(state => ToMetadata(state, query.FetchInputsAndOutputs))],
                response.ContinuationToken);
        });
    }

    /// <inheritdoc/>
    public override async Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        P.ListInstanceIdsRequest request = new()
        {
            PageSize = pageSize,
            LastInstanceKey = lastInstanceKey ?? string.Empty,
            CompletedTimeFrom = Moment(completedTimeFrom),
            CompletedTimeTo = Moment(completedTimeTo),
        };
        request.RuntimeStatus.AddRange((runtimeStatus ?? []).Select(status => (P.OrchestrationStatus)status));
        P.ListInstanceIdsResponse response = await GrpcCalls.InvokeAsync(
            nameof(ListInstanceIdsAsync), () => _client.ListInstanceIdsAsync(request, cancellationToken: cancellation), cancellation);
        return new Page<string>([.. response.InstanceIds], response.LastInstanceKey);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    public override async Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(
        string instanceId, CancellationToken cancellation = default)
    {
        ThrowIfInvalid(instanceId);
        try
        {
            using AsyncServerStreamingCall<P.HistoryChunk> call = _client.StreamInstanceHistory(
                new P.StreamInstanceHistoryRequest { InstanceId = instanceId }, cancellationToken: cancellation);
            List<HistoryEvent> events = [];
            await foreach (P.HistoryChunk chunk in call.ResponseStream.ReadAllAsync(cancellation))
            {
                events.AddRange(chunk.Events.Select(HistoryConversion.Convert));
            }

            return events;
        }
        catch (RpcException failure) when (GrpcCalls.Translate(
            nameof(GetOrchestrationHistoryAsync), failure, cancellation, GrpcCalls.ForInstance(instanceId)) is { } translated)
        {
            throw translated;
        }
    }

    private P.GetInstanceRequest Request(string instanceId, bool getInputsAndOutputs)
    {
        ThrowIfInvalid(instanceId);
        return new P.GetInstanceRequest { InstanceId = instanceId, GetInputsAndOutputs = getInputsAndOutputs };
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string operation,
        P.GetInstanceRequest request,
        Func<P.GetInstanceRequest, AsyncUnaryCall<P.GetInstanceResponse>> wait,
        CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                P.GetInstanceResponse response = await GrpcCalls.InvokeAsync(operation, () => wait(request), cancellation);
                return response.Exists || response.OrchestrationState is not null
                    ? ToMetadata(response.OrchestrationState, request.GetInputsAndOutputs)
                    : throw new InvalidOperationException($"Orchestration '{request.InstanceId}' does not exist.");
            }
            catch (RpcException passing) when (passing.StatusCode is StatusCode.DeadlineExceeded or StatusCode.Unavailable)
            {
                await Task.Delay(WaitRetryDelay, TimeProvider.System, cancellation);
            }
        }
    }
}
