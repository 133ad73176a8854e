using Microsoft.Extensions.Logging;

namespace Aquatope.TaskHub.Engine;

/// <content>What becomes of the work of a worker that is lost.</content>
internal sealed partial class HubEngine
{
    /// <summary>Takes a stream out. What it held is ready again; what its worker may have died of is put off. Engine's thread only.</summary>
    public void Disconnect(HubState hub, WorkerStream stream)
    {
        foreach (WorkEntry entry in hub.Work.Disconnect(stream))
        {
            TimeSpan pause = Orchestrations.PutOff(entry);
            if (!hub.Work.Stopped)
            {
                LogTooLarge(entry.ToString(), hub.Name, entry.SentBytes, stream.WorkerId, pause, MessageSize.Usual);
            }
        }
    }

    [LoggerMessage(
        EventId = 2, Level = LogLevel.Warning,
        Message = "{Work} in task hub {TaskHub} was sent in {Bytes} bytes to the worker {Worker}, whose stream then ended. It is sent again after {Pause}. "
            + "A gRPC client receives {Limit} bytes unless its limit is raised: if the worker reports a message that is too large, raise its limit, let it stream history, or keep inputs and results smaller.")]
    private partial void LogTooLarge(string? work, string taskHub, long bytes, string worker, TimeSpan pause, int limit);
}
