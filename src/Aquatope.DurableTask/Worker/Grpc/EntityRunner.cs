using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Worker.Replay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Grpc;

/// <summary>Runs batches of entity operations; a failing operation changes nothing and does not stop the batch.</summary>
internal sealed partial class EntityRunner(WorkerContext context)
{
    public async Task<P.EntityBatchResult> RunAsync(EntityBatch batch)
    {
        var id = EntityInstanceId.FromString(batch.InstanceId);
        await using AsyncServiceScope scope = context.Services.CreateAsyncScope();
        if (context.Factory is not IDurableTaskFactory2 factory
            || !factory.TryCreateEntity(id.Name, scope.ServiceProvider, out ITaskEntity? entity))
        {
            return NotFound(batch, id);
        }

        EntityExecution execution = new(id, batch.State, context.Replay);
        P.EntityBatchResult result = new();
        foreach (P.OperationRequest operation in batch.Operations)
        {
            result.Results.Add(await RunAsync(entity, execution, operation));
        }

        result.EntityState = execution.SerializedState;
        result.Actions.Add(execution.Actions);
        result.OperationInfos.Add(batch.Infos);
        return result;
    }

    private async Task<P.OperationResult> RunAsync(ITaskEntity entity, EntityExecution execution, P.OperationRequest operation)
    {
        Timestamp started = Now();
        execution.Begin(operation);
        try
        {
            object? output = await entity.RunAsync(execution);
            string? serialized = context.Replay.DataConverter.Serialize(output);
            execution.Commit();
            return new P.OperationResult
            {
                Success = new P.OperationResultSuccess { Result = serialized, StartTimeUtc = started, EndTimeUtc = Now() },
            };
        }
#pragma warning disable CA1031 // The boundary of user code: whatever the operation threw is its failure.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogOperationFailed(context.Logger, failure, execution.ToString());
            execution.Rollback();
            return new P.OperationResult
            {
                Failure = new P.OperationResultFailure
                {
                    FailureDetails = ProtocolFailures.From(failure, context.Replay.ExceptionProperties),
                    StartTimeUtc = started,
                    EndTimeUtc = Now(),
                },
            };
        }
    }

    private Timestamp Now() => Timestamp.FromDateTimeOffset(context.TimeProvider.GetUtcNow());

    private static P.EntityBatchResult NotFound(EntityBatch batch, EntityInstanceId id)
    {
        P.OperationResult missing = new()
        {
            Failure = new P.OperationResultFailure
            {
                FailureDetails = ProtocolFailures.NonRetriable("EntityTaskNotFound", $"No entity task named '{id.Name}' was found."),
            },
        };
        return new P.EntityBatchResult
        {
            EntityState = batch.State,
            Results = { Enumerable.Repeat(missing, batch.Operations.Count) },
            OperationInfos = { batch.Infos },
        };
    }

    [LoggerMessage(EventId = 15, EventName = "OperationError", Level = LogLevel.Error, Message = "Entity operation {Operation} failed.")]
    private static partial void LogOperationFailed(ILogger logger, Exception failure, string operation);
}
