using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Tests;

namespace Aquatope.Integration.Tests.Crash;

/// <summary>Reads the histories that a hub has stored, and replays them.</summary>
internal sealed class RecordedHistories : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly P.TaskHubSidecarService.TaskHubSidecarServiceClient _client;

    public RecordedHistories(IPEndPoint address)
    {
        _channel = GrpcChannel.ForAddress($"http://{address}");
        _client = new P.TaskHubSidecarService.TaskHubSidecarServiceClient(_channel);
    }

    /// <summary>Replays the last turn of an ended orchestration; it must end as recorded.</summary>
    public async Task AssertReplaysAsync(string instanceId, ITaskOrchestrator orchestrator, CancellationToken cancellation)
    {
        List<P.HistoryEvent> history = await ReadAsync(instanceId, cancellation);
        Assert.Single(history, e => e.ExecutionStarted is not null);
        P.ExecutionCompletedEvent recorded = Assert.Single(history, e => e.ExecutionCompleted is not null).ExecutionCompleted;
        Assert.NotNull(history[^1].ExecutionCompleted);
        AssertAnsweredOnce(history);

        int turn = history.FindLastIndex(e => e.OrchestratorStarted is not null);
        var request = new P.OrchestratorRequest { InstanceId = instanceId };
        request.PastEvents.AddRange(history[..turn]);
        request.NewEvents.AddRange(history[turn..^1].Where(e => !IsAction(e)));
        P.OrchestratorResponse response = ReplayEngine.Run(request, orchestrator, new ReplayOptions());
        P.CompleteOrchestrationAction completion =
            Assert.Single(response.Actions, action => action.CompleteOrchestration is not null).CompleteOrchestration;
        Assert.Equal((recorded.OrchestrationStatus, recorded.Result), (completion.OrchestrationStatus, completion.Result));
    }

    public void Dispose() => _channel.Dispose();

    /// <summary>No activity, sub-orchestration or timer is answered that was not asked for, nor twice.</summary>
    private static void AssertAnsweredOnce(List<P.HistoryEvent> history)
    {
        int[] asked = [.. history.Where(IsAction).Select(e => e.EventId)];
        int[] answered = [.. history.Select(Answered).OfType<int>()];
        Assert.Equal(answered.Distinct(), answered);
        Assert.Subset(asked.ToHashSet(), answered.ToHashSet());
    }

    private static bool IsAction(P.HistoryEvent e) =>
        e.TaskScheduled is not null || e.TimerCreated is not null || e.SubOrchestrationInstanceCreated is not null;

    private static int? Answered(P.HistoryEvent e) =>
        e.TaskCompleted?.TaskScheduledId ?? e.TimerFired?.TimerId ?? e.SubOrchestrationInstanceCompleted?.TaskScheduledId;

    private async Task<List<P.HistoryEvent>> ReadAsync(string instanceId, CancellationToken cancellation)
    {
        using AsyncServerStreamingCall<P.HistoryChunk> call =
            _client.StreamInstanceHistory(new P.StreamInstanceHistoryRequest { InstanceId = instanceId }, cancellationToken: cancellation);
        var events = new List<P.HistoryEvent>();
        await foreach (P.HistoryChunk chunk in call.ResponseStream.ReadAllAsync(cancellation))
        {
            events.AddRange(chunk.Events);
        }

        return events;
    }
}
