using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Worker.Grpc;

internal sealed partial class WorkItemStream
{
    [LoggerMessage(EventId = 4, EventName = "EstablishedWorkItemConnection", Level = LogLevel.Information, Message = "Worker '{Name}' is connected to its task hub.")]
    private static partial void LogConnected(ILogger logger, string name);

    [LoggerMessage(EventId = 2, EventName = "SidecarDisconnected", Level = LogLevel.Warning, Message =
        "Worker '{Name}' lost its task hub: {Reason}")]
    private static partial void LogConnectionLost(ILogger logger, string name, string reason);

    [LoggerMessage(EventId = 3, Level = LogLevel.Debug, Message =
        "Worker '{Name}' connects again in {Delay}, after {Failures} failures in a row.")]
    private static partial void LogReconnecting(ILogger logger, string name, TimeSpan delay, int failures);
}
