using Aquatope.DurableTask.Protocol;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Client = Aquatope.DurableTask.Protocol.TaskHubSidecarService.TaskHubSidecarServiceClient;

namespace Aquatope.TaskHub.Tests;

/// <summary>Short forms of what the tests call most.</summary>
internal static class ClientExtensions
{
    public static async Task<string> StartAsync(this Client client, string name, string id, string? input = null, DateTimeOffset? at = null)
    {
        CreateInstanceResponse started = await client.StartInstanceAsync(new CreateInstanceRequest
        {
            Name = name,
            InstanceId = id,
            Input = input,
            ScheduledStartTimestamp = at?.ToTimestamp(),
        });
        return started.InstanceId;
    }

    public static async Task<OrchestrationState?> StateAsync(this Client client, string id) =>
        (await client.GetInstanceAsync(new GetInstanceRequest { InstanceId = id, GetInputsAndOutputs = true })).OrchestrationState;

    public static async Task<OrchestrationStatus> StatusAsync(this Client client, string id) =>
        (await client.StateAsync(id))!.OrchestrationStatus;

    public static async Task<OrchestrationState> CompletionAsync(this Client client, string id)
    {
        GetInstanceResponse done = await client.WaitForInstanceCompletionAsync(
            new GetInstanceRequest { InstanceId = id, GetInputsAndOutputs = true }, deadline: DateTime.MaxValue)
            .ResponseAsync.WaitAsync(HubHarness.Patience);
        return done.OrchestrationState;
    }

    public static async Task RaiseAsync(this Client client, string id, string name, string? input = null) =>
        await client.RaiseEventAsync(new RaiseEventRequest { InstanceId = id, Name = name, Input = input });

    public static async Task<List<HistoryEvent>> HistoryAsync(this Client client, string id)
    {
        var events = new List<HistoryEvent>();
        using AsyncServerStreamingCall<HistoryChunk> call = client.StreamInstanceHistory(new StreamInstanceHistoryRequest { InstanceId = id });
        await foreach (HistoryChunk chunk in call.ResponseStream.ReadAllAsync())
        {
            events.AddRange(chunk.Events);
        }

        return events;
    }

    /// <summary>Asserts that a call is refused with a status code.</summary>
    public static async Task<RpcException> RefusedAsync<T>(this AsyncUnaryCall<T> call, StatusCode code)
    {
        RpcException refusal = await Assert.ThrowsAsync<RpcException>(async () => await call.ResponseAsync.WaitAsync(HubHarness.Patience));
        Assert.Equal(code, refusal.StatusCode);
        return refusal;
    }

    public static async Task<WorkQueueState> QueueAsync(this TaskHubServer server, WorkItemKind kind, string name, string taskHub = "default") =>
        (await server.GetWorkQueuesAsync(taskHub)).Single(queue => queue.Kind == kind && queue.Name == name);
}
