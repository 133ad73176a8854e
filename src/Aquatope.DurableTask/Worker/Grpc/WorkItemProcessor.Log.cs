using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Worker.Grpc;

internal sealed partial class WorkItemProcessor
{
    [LoggerMessage(EventId = 20, EventName = "UnexpectedError", Level = LogLevel.Error, Message = "Unexpected error in {WorkItem}.")]
    private static partial void LogUnexpected(ILogger logger, Exception unexpected, string workItem);

    [LoggerMessage(EventId = 21, Level = LogLevel.Warning, Message =
        "The task hub did not take the outcome of {WorkItem}: {Reason}")]
    private static partial void LogOutcomeRefused(ILogger logger, string workItem, string reason);

    [LoggerMessage(EventId = 22, Level = LogLevel.Warning, Message = "Unknown kind of work item: {Kind}.")]
    private static partial void LogUnknownItem(ILogger logger, string kind);

    [LoggerMessage(EventId = 23, Level = LogLevel.Information, Message = "Abandoning {WorkItem}.")]
    private static partial void LogAbandoning(ILogger logger, string workItem);
}
