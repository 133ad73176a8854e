using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Worker.Grpc;

internal sealed partial class ActivityRunner
{
    [LoggerMessage(EventId = 603, EventName = "ActivityStarted", Level = LogLevel.Information, Message =
        "'{Name}' activity of orchestration ID '{InstanceId}' started.")]
    private static partial void LogStarted(ILogger logger, string name, string instanceId);

    [LoggerMessage(EventId = 604, EventName = "ActivityCompleted", Level = LogLevel.Information, Message =
        "'{Name}' activity of orchestration ID '{InstanceId}' completed.")]
    private static partial void LogCompleted(ILogger logger, string name, string instanceId);

    [LoggerMessage(EventId = 605, EventName = "ActivityFailed", Level = LogLevel.Information, Message =
        "'{Name}' activity of orchestration ID '{InstanceId}' failed.")]
    private static partial void LogFailed(ILogger logger, Exception failure, string name, string instanceId);
}
