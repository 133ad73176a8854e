using Grpc.Core;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Grpc;
using Microsoft.DurableTask.Worker.Replay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.DurableTask.Tests.Internals;

/// <summary>A task hub that records what a worker reports of its work items.</summary>
internal sealed class WorkerHub : P.TaskHubSidecarService.TaskHubSidecarServiceClient
{
    public List<P.OrchestratorResponse> Turns { get; } = [];

    public List<P.ActivityResponse> Activities { get; } = [];

    public List<string> Abandoned { get; } = [];

    /// <summary>Gets the statuses with which the next completions are refused, in order.</summary>
    public Queue<StatusCode> Refusals { get; } = new();

    /// <summary>Gets or sets where the workers log; default: nowhere.</summary>
    public ILoggerFactory Loggers { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Makes what runs the work items of a worker of this hub.</summary>
    public WorkItemProcessor Worker(Action<DurableTaskRegistry> addTasks, Action<GrpcDurableTaskWorkerOptions>? configure = null)
    {
        DurableTaskRegistry registry = new();
        addTasks(registry);
        GrpcDurableTaskWorkerOptions options = new() { CompletionBackoff = new BackoffRange(TimeSpan.Zero, TimeSpan.Zero) };
        configure?.Invoke(options);
        return new WorkItemProcessor(new WorkerContext
        {
            Name = "worker",
            Client = this,
            Options = options,
            GeneralOptions = options,
            Filters = new DurableTaskWorkerWorkItemFilters(),
            Factory = new DurableTaskFactory(registry),
            Services = new ServiceCollection().BuildServiceProvider(),
            Replay = new ReplaySettings
            {
                DataConverter = JsonDataConverter.Default,
                LoggerFactory = Loggers,
                TimeProvider = TimeProvider.System,
            },
            Logger = Loggers.CreateLogger("Microsoft.DurableTask.Worker.Grpc"),
            TimeProvider = TimeProvider.System,
#pragma warning disable RS0030 // Seeded: the delays of this test are always the same.
            Jitter = new Random(1),
#pragma warning restore RS0030
        });
    }

    public override AsyncUnaryCall<P.CompleteTaskResponse> CompleteOrchestratorTaskAsync(
        P.OrchestratorResponse request, Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default) =>
        Answer(() => Turns.Add(request), new P.CompleteTaskResponse());

    public override AsyncUnaryCall<P.CompleteTaskResponse> CompleteActivityTaskAsync(
        P.ActivityResponse request, Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default) =>
        Answer(() => Activities.Add(request), new P.CompleteTaskResponse());

    public override AsyncUnaryCall<P.AbandonOrchestrationTaskResponse> AbandonTaskOrchestratorWorkItemAsync(
        P.AbandonOrchestrationTaskRequest request, Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default) =>
        Answer(() => Abandoned.Add(request.CompletionToken), new P.AbandonOrchestrationTaskResponse());

    public override AsyncUnaryCall<P.AbandonActivityTaskResponse> AbandonTaskActivityWorkItemAsync(
        P.AbandonActivityTaskRequest request, Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default) =>
        Answer(() => Abandoned.Add(request.CompletionToken), new P.AbandonActivityTaskResponse());

    private AsyncUnaryCall<T> Answer<T>(Action record, T answer)
    {
        Task<T> response;
        if (Refusals.TryDequeue(out StatusCode refusal))
        {
            response = Task.FromException<T>(new RpcException(new Status(refusal, "refused")));
        }
        else
        {
            record();
            response = Task.FromResult(answer);
        }

        return new AsyncUnaryCall<T>(
            response, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }
}
