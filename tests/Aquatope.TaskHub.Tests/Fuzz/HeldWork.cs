using Aquatope.DurableTask.Protocol;
using Google.Protobuf;
using Grpc.Core;

namespace Aquatope.TaskHub.Tests.Fuzz;

/// <summary>The live completion tokens of a worker that may hold one item of each kind.</summary>
internal sealed class HeldWork(TestWorker worker) : IAsyncDisposable
{
    private readonly string?[] _held = new string?[3];

    public static GetWorkItemsRequest OneOfEach => new()
    {
        MaxConcurrentOrchestrationWorkItems = 1,
        MaxConcurrentActivityWorkItems = 1,
        MaxConcurrentEntityWorkItems = 1,
    };

    public IEnumerable<string> Tokens => _held.OfType<string>();

    /// <summary>Takes what the hub has handed out since the last time.</summary>
    public async Task TakeAsync(IReadOnlyList<WorkQueueState> queues)
    {
        int expected = queues.Where(queue => queue.Active > 0 && _held[(int)queue.Kind] is null).Sum(queue => queue.Active);
        for (int i = 0; i < expected; i++)
        {
            WorkItem item = await worker.NextAsync();
            WorkItemKind kind = item.RequestCase switch
            {
                WorkItem.RequestOneofCase.OrchestratorRequest => WorkItemKind.Orchestration,
                WorkItem.RequestOneofCase.ActivityRequest => WorkItemKind.Activity,
                _ => WorkItemKind.Entity,
            };
            _held[(int)kind] = item.CompletionToken;
        }
    }

    /// <summary>Forgets a token that a call has used up.</summary>
    public void Note(IMessage request, StatusCode answer)
    {
#pragma warning disable CS0612 // A part of a response leaves the work with the worker; the field that says so is deprecated.
        string? used = answer != StatusCode.OK ? null : request switch
        {
            OrchestratorResponse { IsPartial: false } response => response.CompletionToken,
            ActivityResponse response => response.CompletionToken,
            EntityBatchResult result => result.CompletionToken,
            AbandonOrchestrationTaskRequest abandon => abandon.CompletionToken,
            AbandonActivityTaskRequest abandon => abandon.CompletionToken,
            AbandonEntityTaskRequest abandon => abandon.CompletionToken,
            _ => null,
        };
#pragma warning restore CS0612
        int kind = Array.IndexOf(_held, used);
        if (used is not null && kind >= 0)
        {
            _held[kind] = null;
        }
    }

    public ValueTask DisposeAsync() => worker.DisposeAsync();
}
