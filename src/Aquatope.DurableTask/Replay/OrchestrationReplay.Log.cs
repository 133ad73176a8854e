using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Worker.Replay;

internal sealed partial class OrchestrationReplay
{
    [LoggerMessage(EventId = 600, EventName = "OrchestrationStarted", Level = LogLevel.Information, Message =
        "'{Name}' orchestration with ID '{InstanceId}' started.")]
    private static partial void LogStarted(ILogger logger, string name, string instanceId);

    [LoggerMessage(EventId = 601, EventName = "OrchestrationCompleted", Level = LogLevel.Information, Message =
        "'{Name}' orchestration with ID '{InstanceId}' completed.")]
    private static partial void LogCompleted(ILogger logger, string name, string instanceId);

    [LoggerMessage(EventId = 602, EventName = "OrchestrationFailed", Level = LogLevel.Information, Message =
        "'{Name}' orchestration with ID '{InstanceId}' failed.")]
    private static partial void LogFailed(ILogger logger, Exception failure, string name, string instanceId);

    [LoggerMessage(EventId = 606, Level = LogLevel.Warning, Message =
        "'{Name}' orchestration with ID '{InstanceId}' awaits something that is not durable, so no event can resume it. Await only tasks made by its context.")]
    private static partial void LogAwaitsNothingDurable(ILogger logger, string name, string instanceId);
}
