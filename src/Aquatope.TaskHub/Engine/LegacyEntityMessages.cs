using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;

namespace Aquatope.TaskHub.Engine;

/// <summary>
/// The older form of entity messages, which workers use that do not know <c>SendEntityMessageAction</c>: JSON in the
/// events <c>op</c>, <c>op@time</c> and <c>release</c>, answered by an event that is named after the request.
/// </summary>
internal static class LegacyEntityMessages
{
    /// <summary>Marks an event as one to be answered in the older form.</summary>
    private const int LegacyId = -2;

    private const string LockAcquired = "Lock Acquisition Completed";

    public static bool IsLegacy(HistoryEvent e) => e.EventId == LegacyId;

    /// <summary>Reads a message that an orchestrator sent to an entity as an event; null when it is none.</summary>
    /// <param name="action">The event that was sent.</param>
    /// <param name="from">The orchestration that sent it.</param>
    /// <param name="now">The present.</param>
    /// <returns>The operation, lock request or unlocking, or null.</returns>
    public static HistoryEvent? Read(SendEventAction action, OpenInstance from, DateTimeOffset now)
    {
        try
        {
            return JsonNode.Parse(action.Data ?? "null") is JsonObject json ? Read(action, json, from, now) : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Turns an answer into the form of its request.</summary>
    /// <param name="request">The operation or lock request.</param>
    /// <param name="answer">The answer in the present form.</param>
    /// <returns>The answer to deliver.</returns>
    public static HistoryEvent Answer(HistoryEvent request, HistoryEvent answer)
    {
        if (!IsLegacy(request))
        {
            return answer;
        }

        (string id, JsonObject content) = answer switch
        {
            { EntityLockGranted: { } granted } => (granted.CriticalSectionId, new JsonObject { ["result"] = LockAcquired }),
            { EntityOperationFailed: { } failed } => (failed.RequestId, Failed(failed.FailureDetails)),
            { EntityOperationCompleted: var done } => (done.RequestId, new JsonObject { ["result"] = done.Output }),
        };
        return HistoryEvents.EventRaised(answer.Timestamp.ToDateTimeOffset(), id, content.ToJsonString());
    }

    private static HistoryEvent? Read(SendEventAction action, JsonObject json, OpenInstance from, DateTimeOffset now)
    {
        string id = (string?)json["id"] ?? string.Empty;
        HistoryEvent message = HistoryEvents.New(now, LegacyId);
        if (action.Name == "release")
        {
            message.EntityUnlockSent = new EntityUnlockSentEvent { CriticalSectionId = id, TargetInstanceId = action.Instance.InstanceId };
            return message;
        }

        if (action.Name != "op" && !action.Name.StartsWith("op@", StringComparison.Ordinal))
        {
            return null;
        }

        if (json["lockset"] is JsonArray { Count: > 0 } set)
        {
            message.EntityLockRequested = new EntityLockRequestedEvent { CriticalSectionId = id, ParentInstanceId = from.Id };
            message.EntityLockRequested.LockSet.Add(set.Select(entity => $"@{(string?)entity!["name"]}@{(string?)entity["key"]}"));
            return message.EntityLockRequested.LockSet.All(EntityIds.IsEntity) ? message : null;
        }

        Timestamp? due = (DateTimeOffset?)json["due"] is { } at ? at.ToTimestamp() : null;
        string operation = (string?)json["op"] ?? string.Empty;
        if ((bool?)json["signal"] == true)
        {
            message.EntityOperationSignaled = new EntityOperationSignaledEvent
            {
                RequestId = id, Operation = operation, Input = (string?)json["input"], TargetInstanceId = action.Instance.InstanceId, ScheduledTime = due,
            };
        }
        else
        {
            message.EntityOperationCalled = new EntityOperationCalledEvent
            {
                RequestId = id,
                Operation = operation,
                Input = (string?)json["input"],
                TargetInstanceId = action.Instance.InstanceId,
                ScheduledTime = due,
                ParentInstanceId = from.Id,
                ParentExecutionId = from.ExecutionId,
            };
        }

        return message;
    }

    private static JsonObject Failed(TaskFailureDetails failure) => new()
    {
        // Readers tell an answer by its "result", null or not; "exceptionType" carries the message despite its name.
        ["result"] = null,
        ["exceptionType"] = failure.ErrorMessage,
        ["failureDetails"] = Details(failure),
    };

    private static JsonObject? Details(TaskFailureDetails? failure) => failure is null ? null : new JsonObject
    {
        ["ErrorType"] = failure.ErrorType,
        ["ErrorMessage"] = failure.ErrorMessage,
        ["StackTrace"] = failure.StackTrace,
        ["InnerFailure"] = Details(failure.InnerFailure),
        ["IsNonRetriable"] = failure.IsNonRetriable,
    };
}
