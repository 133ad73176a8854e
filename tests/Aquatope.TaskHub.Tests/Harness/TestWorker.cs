using Aquatope.DurableTask.Protocol;
using Grpc.Core;
using Client = Aquatope.DurableTask.Protocol.TaskHubSidecarService.TaskHubSidecarServiceClient;

namespace Aquatope.TaskHub.Tests;

/// <summary>A worker that does what the test tells it to, one work item at a time.</summary>
internal sealed class TestWorker : IAsyncDisposable
{
    private readonly Client _client;
    private readonly AsyncServerStreamingCall<WorkItem> _stream;

    private TestWorker(Client client, AsyncServerStreamingCall<WorkItem> stream)
    {
        _client = client;
        _stream = stream;
    }

    public static async Task<TestWorker> ConnectAsync(Client client, GetWorkItemsRequest request)
    {
        AsyncServerStreamingCall<WorkItem> stream = client.GetWorkItems(request);
        await stream.ResponseHeadersAsync.WaitAsync(HubHarness.Patience);
        return new TestWorker(client, stream);
    }

    /// <summary>Returns the next work item that is not a health ping, or null when the hub has ended the stream.</summary>
    public async Task<WorkItem?> TryNextAsync()
    {
        while (await _stream.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(HubHarness.Patience))
        {
            if (_stream.ResponseStream.Current is { RequestCase: not WorkItem.RequestOneofCase.HealthPing } item)
            {
                return item;
            }
        }

        return null;
    }

    public async Task<WorkItem> NextAsync() => await TryNextAsync() ?? throw new InvalidOperationException("The hub ended the stream.");

    public async Task<WorkItem> NextTurnAsync(string instanceId)
    {
        WorkItem item = await NextAsync();
        Assert.Equal(instanceId, item.OrchestratorRequest?.InstanceId);
        return item;
    }

    public async Task<WorkItem> NextActivityAsync(string name)
    {
        WorkItem item = await NextAsync();
        Assert.Equal(name, item.ActivityRequest?.Name);
        return item;
    }

    /// <summary>Takes the next turn of an instance and completes it.</summary>
    public async Task<WorkItem> TurnAsync(string instanceId, params OrchestratorAction[] actions)
    {
        WorkItem turn = await NextTurnAsync(instanceId);
        await CompleteAsync(turn, actions);
        return turn;
    }

    public async Task CompleteAsync(WorkItem turn, params OrchestratorAction[] actions) =>
        await _client.CompleteOrchestratorTaskAsync(new OrchestratorResponse
        {
            InstanceId = turn.OrchestratorRequest.InstanceId,
            CompletionToken = turn.CompletionToken,
            Actions = { actions },
        });

    public async Task CompleteActivityAsync(WorkItem activity, string? result) =>
        await _client.CompleteActivityTaskAsync(new ActivityResponse
        {
            InstanceId = activity.ActivityRequest.OrchestrationInstance.InstanceId,
            TaskId = activity.ActivityRequest.TaskId,
            CompletionToken = activity.CompletionToken,
            Result = result,
        });

    /// <summary>Takes the next batch of an entity and checks which operations it has.</summary>
    public async Task<WorkItem> NextBatchAsync(string entityId, params string[] operations)
    {
        WorkItem item = await NextAsync();
        Assert.Equal(entityId, item.EntityRequestV2?.InstanceId);
        Assert.Equal(operations, item.EntityRequestV2!.OperationRequests.Select(e => e.EntityOperationCalled?.Operation ?? e.EntityOperationSignaled.Operation));
        return item;
    }

    public async Task CompleteBatchAsync(WorkItem batch, string? state, params OperationResult[] results) =>
        await _client.CompleteEntityTaskAsync(new EntityBatchResult { CompletionToken = batch.CompletionToken, EntityState = state, Results = { results } });

    /// <summary>Drops the stream as a dying worker does.</summary>
    public ValueTask DisposeAsync()
    {
        _stream.Dispose();
        return ValueTask.CompletedTask;
    }
}
