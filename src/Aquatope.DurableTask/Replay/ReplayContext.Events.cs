using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Replay;

internal sealed partial class ReplayContext
{
    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        return Converter.Deserialize<T>(await Events.WaitAsync(eventName, typeof(T), cancellationToken))!;
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ThrowIfEntity(instanceId);
        Actions.Add(new P.OrchestratorAction
        {
            SendEvent = new P.SendEventAction
            {
                Instance = new P.OrchestrationInstance { InstanceId = instanceId },
                Name = eventName,
                Data = Converter.Serialize(payload),
            },
        });
    }
}
