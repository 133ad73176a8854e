using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Worker.Replay;

internal sealed partial class ReplayContext
{
    [LoggerMessage(EventId = 55, EventName = "RetryingTask", Level = LogLevel.Information, Message =
        "{InstanceId}: asking the retry handler about failed task '{Name}', attempt {Attempt}.")]
    private static partial void LogEvaluatingRetryHandler(ILogger logger, string instanceId, string name, int attempt);

    [LoggerMessage(EventId = 155, Level = LogLevel.Error, Message =
        "{InstanceId}: the filter of the retry policy threw on failed task '{Name}', which is therefore not retried.")]
    private static partial void LogRetryFilterThrew(ILogger logger, Exception exception, string instanceId, string name);
}
