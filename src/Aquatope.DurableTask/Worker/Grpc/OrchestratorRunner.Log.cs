using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Worker.Grpc;

/// <content>Log messages; identifiers and names are those of Microsoft's SDK.</content>
internal sealed partial class OrchestratorRunner
{
    [LoggerMessage(EventId = 11, EventName = "SendingOrchestratorResponse", Level = LogLevel.Debug, Message =
        "{InstanceId}: the turn of '{Name}' has these actions: {Actions}.")]
    private static partial void LogTurn(ILogger logger, string name, string instanceId, string actions);
}
