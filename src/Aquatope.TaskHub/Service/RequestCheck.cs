using Aquatope.TaskHub.Engine;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Aquatope.TaskHub.Service;

/// <summary>
/// Refuses, with <c>InvalidArgument</c>, what the engine could not carry out to the end. The engine may then rely on
/// names, times and nested messages being there.
/// </summary>
internal sealed class RequestCheck(TaskHubLimits limits)
{
    private const int MaxIdChars = 1024;

    public void Check(CreateInstanceRequest request)
    {
        Payloads(request);
        Id(request.InstanceId, "The instance ID");
        Name(request.Name, "An orchestration's name");
        Time(request.ScheduledStartTimestamp, "The scheduled start");
    }

    public void Check(OrchestratorResponse response)
    {
        Payloads(response);
        int completions = 0;
        foreach (OrchestratorAction action in response.Actions)
        {
            Action(action);
            completions += action.CompleteOrchestration is null ? 0 : 1;
        }

        if (completions > 1)
        {
            throw HubError.Invalid($"A turn of '{response.InstanceId}' completes the orchestration {completions} times.");
        }
    }

    public void Check(EntityBatchResult result)
    {
        Payloads(result);
        foreach (OperationAction action in result.Actions)
        {
            switch (action.OperationActionTypeCase)
            {
                case OperationAction.OperationActionTypeOneofCase.SendSignal:
                    Entity(action.SendSignal.InstanceId);
                    Time(action.SendSignal.ScheduledTime, "The time of a signal");
                    break;
                case OperationAction.OperationActionTypeOneofCase.StartNewOrchestration:
                    Name(action.StartNewOrchestration.Name, "An orchestration's name");
                    Id(action.StartNewOrchestration.InstanceId, "The instance ID");
                    Time(action.StartNewOrchestration.ScheduledTime, "The scheduled start");
                    break;
                default:
                    throw HubError.Invalid($"The entity action {action.Id} asks for nothing that this hub knows.");
            }
        }
    }

    public void Check(SignalEntityRequest request)
    {
        Payloads(request);
        Entity(request.InstanceId);
        Time(request.ScheduledTime, "The time of a signal");
    }

    public static void Check(InstanceQuery query)
    {
        Time(query.CreatedTimeFrom, "The earliest creation time");
        Time(query.CreatedTimeTo, "The latest creation time");
    }

    /// <summary>Refuses a message that holds a longer text than the hub accepts.</summary>
    public void Payloads(IMessage message)
    {
        // No text has more UTF-16 characters than the message has bytes, so that only big messages are looked through.
        if (message.CalculateSize() > limits.MaxPayloadChars)
        {
            Look(message);
        }
    }

    /// <summary>Refuses a time that is no time.</summary>
    public static void Time(Timestamp? time, string what)
    {
        if (time is not null && (time.Seconds is < -62135596800 or > 253402300799 || time.Nanos is < 0 or > 999_999_999))
        {
            throw HubError.Invalid($"{what} is not a time between the years 1 and 9999 ({time.Seconds} s, {time.Nanos} ns).");
        }
    }

    /// <summary>Refuses a span of time that is none.</summary>
    public static void Duration(Duration? span, string what)
    {
        if (span is not null && (span.Seconds is < 0 or > 315_576_000_000 || span.Nanos is < 0 or > 999_999_999))
        {
            throw HubError.Invalid($"{what} is not a span of time from zero to 10,000 years ({span.Seconds} s, {span.Nanos} ns).");
        }
    }

    private void Look(IMessage message)
    {
        foreach (FieldDescriptor field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            switch (field.Accessor.GetValue(message))
            {
                case string text:
                    Length(text, field);
                    break;
                case IMessage nested:
                    Look(nested);
                    break;
                case MapField<string, string> map:
                    foreach ((string key, string value) in map)
                    {
                        Length(key, field);
                        Length(value, field);
                    }

                    break;
                case System.Collections.IEnumerable items:
                    foreach (IMessage nested in items.OfType<IMessage>())
                    {
                        Look(nested);
                    }

                    break;
            }
        }
    }

    private void Length(string text, FieldDescriptor field)
    {
        if (text.Length > limits.MaxPayloadChars)
        {
            throw HubError.Invalid(
                $"'{field.Name}' has {text.Length} characters; this hub accepts {limits.MaxPayloadChars}. Pass a reference to the data instead.");
        }
    }

    private static void Action(OrchestratorAction action)
    {
        switch (action.OrchestratorActionTypeCase)
        {
            case OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask:
                Name(action.ScheduleTask.Name, "An activity's name");
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer:
                Time(action.CreateTimer.FireAt ?? throw HubError.Invalid($"The timer {action.Id} has no time."), "The time of a timer");
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration:
                Name(action.CreateSubOrchestration.Name, "A sub-orchestration's name");
                Id(action.CreateSubOrchestration.InstanceId, "A sub-orchestration's instance ID");
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent:
                Name(action.SendEvent.Instance?.InstanceId, "The receiver of an event");
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEntityMessage:
                EntityMessage(action);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CompleteOrchestration:
                Completion(action.CompleteOrchestration);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.RewindOrchestration
                when !action.RewindOrchestration.NewHistory.Any(e => e.ExecutionRewound is not null):
                throw HubError.Invalid("A rewritten history does not record that it was rewound.");
            case OrchestratorAction.OrchestratorActionTypeOneofCase.RewindOrchestration:
                foreach (HistoryEvent timer in action.RewindOrchestration.NewHistory.Where(e => e.TimerCreated is not null))
                {
                    Time(timer.TimerCreated.FireAt ?? throw HubError.Invalid($"The timer {timer.EventId} has no time."), "The time of a timer");
                }

                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.TerminateOrchestration:
                break;
            default:
                throw HubError.Invalid($"The action {action.Id} asks for nothing that this hub knows.");
        }
    }

    private static void Completion(CompleteOrchestrationAction completion)
    {
        if (completion.OrchestrationStatus is OrchestrationStatus.Running or OrchestrationStatus.Pending or OrchestrationStatus.Suspended
            || !System.Enum.IsDefined(completion.OrchestrationStatus))
        {
            throw HubError.Invalid($"An orchestration cannot end as {completion.OrchestrationStatus}.");
        }
    }

    private static void EntityMessage(OrchestratorAction action)
    {
        SendEntityMessageAction message = action.SendEntityMessage;
        switch (message.EntityMessageTypeCase)
        {
            case SendEntityMessageAction.EntityMessageTypeOneofCase.EntityOperationSignaled:
                Entity(message.EntityOperationSignaled.TargetInstanceId);
                Time(message.EntityOperationSignaled.ScheduledTime, "The time of a signal");
                break;
            case SendEntityMessageAction.EntityMessageTypeOneofCase.EntityOperationCalled:
                Entity(message.EntityOperationCalled.TargetInstanceId);
                Time(message.EntityOperationCalled.ScheduledTime, "The time of a call");
                break;
            case SendEntityMessageAction.EntityMessageTypeOneofCase.EntityUnlockSent:
                Entity(message.EntityUnlockSent.TargetInstanceId);
                break;
            case SendEntityMessageAction.EntityMessageTypeOneofCase.EntityLockRequested when message.EntityLockRequested.LockSet.Count > 0:
                foreach (string id in message.EntityLockRequested.LockSet)
                {
                    Entity(id);
                }

                break;
            default:
                throw HubError.Invalid($"The entity message {action.Id} says nothing that this hub knows.");
        }
    }

    private static void Entity(string? id)
    {
        if (id is null || !EntityIds.IsEntity(id) || id.Length > MaxIdChars)
        {
            throw HubError.Invalid($"'{id}' is not an entity ID; it has the form @name@key.");
        }
    }

    private static void Name(string? name, string what)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaxIdChars)
        {
            throw HubError.Invalid($"{what} must have 1 to {MaxIdChars} characters; it has {name?.Length ?? 0}.");
        }
    }

    private static void Id(string id, string what)
    {
        if (id.Length > MaxIdChars)
        {
            throw HubError.Invalid($"{what} must have at most {MaxIdChars} characters; it has {id.Length}.");
        }
    }
}
