using Grpc.Core;
using Microsoft.DurableTask.Worker.Replay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Grpc;

/// <summary>Runs the turns of orchestrations.</summary>
internal sealed partial class OrchestratorRunner(WorkerContext context)
{
    /// <summary>Runs a turn; null when another worker has to run it.</summary>
    public async Task<P.OrchestratorResponse?> RunAsync(P.OrchestratorRequest request, CancellationToken cancellation)
    {
        var history = OrchestrationHistory.Of(
            request, request.RequiresHistoryStreaming ? await StreamHistoryAsync(request, cancellation) : null);
        if (!await IsAcceptedAsync(history, cancellation))
        {
            return null;
        }

        DurableTaskWorkerOptions.VersioningOptions? versioning = context.Options.Versioning;
        string version = history.Started.Version ?? string.Empty;
        if (VersionCheck.Mismatch(versioning, version) is { } mismatch)
        {
            return versioning!.FailureStrategy is DurableTaskWorkerOptions.VersionFailureStrategy.Fail
                ? TurnFailures.Response(request.InstanceId, mismatch)
                : null;
        }

        using TurnTrace trace = TurnTrace.Start(request, history);
        P.OrchestratorResponse response = await ReplayAsync(history, version);
        trace.Complete(response);
        if (context.Logger.IsEnabled(LogLevel.Debug))
        {
            string actions = string.Join(", ", response.Actions.Select(action => $"{action.OrchestratorActionTypeCase} {action.Id}"));
            LogTurn(context.Logger, history.Started.Name, history.InstanceId, actions);
        }

        return response;
    }

    private async Task<P.OrchestratorResponse> ReplayAsync(OrchestrationHistory history, string version)
    {
        await using AsyncServiceScope scope = context.Services.CreateAsyncScope();
        try
        {
            if (!TryCreate(history.Started.Name, version, scope.ServiceProvider, out ITaskOrchestrator? orchestrator))
            {
                string named = string.IsNullOrEmpty(version) ? string.Empty : $" with version '{version}'";
                return TurnFailures.Response(history.InstanceId, ProtocolFailures.NonRetriable(
                    "OrchestratorTaskNotFound", $"No orchestrator task named '{history.Started.Name}'{named} was found."));
            }

            ReplayResult result = OrchestrationReplay.Execute(history, orchestrator!, context.Replay);
            return new P.OrchestratorResponse
            {
                InstanceId = history.InstanceId,
                CustomStatus = result.CustomStatus,
                Actions = { result.Actions },
            };
        }
#pragma warning disable CA1031 // The boundary of user code: constructors and converters may throw anything.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return TurnFailures.Response(
                history.InstanceId, ProtocolFailures.From(failure, context.Replay.ExceptionProperties));
        }
    }

    private bool TryCreate(TaskName name, string version, IServiceProvider services, out ITaskOrchestrator? orchestrator) =>
        context.Factory is DurableTaskFactory versioned
            ? versioned.TryCreateOrchestrator(name, version, services, out orchestrator)
            : context.Factory.TryCreateOrchestrator(name, services, out orchestrator);

    private async ValueTask<bool> IsAcceptedAsync(OrchestrationHistory history, CancellationToken cancellation) =>
        context.OrchestrationFilter is not { } filter
        || await filter.IsOrchestrationValidAsync(
            new OrchestrationFilterParameters { Name = history.Started.Name, Tags = history.Started.Tags.ToDictionary() },
            cancellation);

    private async Task<List<P.HistoryEvent>> StreamHistoryAsync(P.OrchestratorRequest request, CancellationToken cancellation)
    {
        P.StreamInstanceHistoryRequest history = new()
        {
            InstanceId = request.InstanceId,
            ExecutionId = request.ExecutionId,
            ForWorkItemProcessing = true,
        };
        using AsyncServerStreamingCall<P.HistoryChunk> call =
            context.Client.StreamInstanceHistory(history, cancellationToken: cancellation);
        List<P.HistoryEvent> events = [];
        await foreach (P.HistoryChunk chunk in call.ResponseStream.ReadAllAsync(cancellation))
        {
            events.AddRange(chunk.Events);
        }

        return events;
    }
}
