using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Replay;

internal sealed partial class OrchestrationReplay
{
    private void Conclude()
    {
        if (_completion is not null || _execution is null)
        {
            return;
        }

        if (!_execution.IsCompleted)
        {
            if (!_suspended && !_context.IsWaiting)
            {
                LogAwaitsNothingDurable(_logger, _history.Started.Name, _history.InstanceId);
            }

            return;
        }

        try
        {
            object? output = _execution.GetAwaiter().GetResult();
            _completion = _context.NextGeneration is { } next ? ContinuedAsNew(next) : Completed(output);
            LogCompleted(_logger, _history.Started.Name, _history.InstanceId);
        }
#pragma warning disable CA1031 // The boundary of user code: whatever the orchestrator threw is its failure.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(_logger, failure, _history.Started.Name, _history.InstanceId);
            _completion = Failed(failure);
        }
    }

    private P.CompleteOrchestrationAction Completed(object? output) => new()
    {
        OrchestrationStatus = P.OrchestrationStatus.Completed,
        Result = _settings.DataConverter.Serialize(output),
    };

    private P.CompleteOrchestrationAction ContinuedAsNew(ContinueAsNewOptions next)
    {
        P.CompleteOrchestrationAction action = new()
        {
            OrchestrationStatus = P.OrchestrationStatus.ContinuedAsNew,
            Result = _settings.DataConverter.Serialize(next.NewInput),
            NewVersion = string.IsNullOrWhiteSpace(next.NewVersion) ? null : next.NewVersion,
        };
        if (next.PreserveUnprocessedEvents)
        {
            action.CarryoverEvents.AddRange(
                _context.Events.Unprocessed().Select(e => RaisedEvent(e.Name, e.Payload, _context.Now)));
        }

        action.CarryoverEvents.AddRange(_forNextGeneration);
        return action;
    }

    private P.CompleteOrchestrationAction Failed(Exception failure) => new()
    {
        OrchestrationStatus = P.OrchestrationStatus.Failed,
        Result = failure.Message,
        FailureDetails = ProtocolFailures.From(failure, _settings.ExceptionProperties),
    };
}
