using System.Globalization;
using System.Text;
using System.Text.Json;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Replay;

/// <summary>
/// Entity messages in the form that sidecars without entity messages of their own expect: external events named
/// <c>op</c> or <c>release</c> with JSON payloads.
/// </summary>
internal static class LegacyEntityMessages
{
    public static P.SendEventAction Write(P.SendEntityMessageAction message, string executionId) =>
        message.EntityMessageTypeCase switch
        {
            P.SendEntityMessageAction.EntityMessageTypeOneofCase.EntityOperationCalled =>
                Call(message.EntityOperationCalled, executionId),
            P.SendEntityMessageAction.EntityMessageTypeOneofCase.EntityOperationSignaled =>
                Signal(message.EntityOperationSignaled),
            P.SendEntityMessageAction.EntityMessageTypeOneofCase.EntityLockRequested => Lock(message.EntityLockRequested),
            _ => Release(message.EntityUnlockSent),
        };

    public static EntityReply ReadReply(string payload)
    {
        using var document = JsonDocument.Parse(payload);
        JsonElement root = document.RootElement;
        string? result = Text(root, "result");
        if (root.TryGetProperty("failureDetails", out JsonElement failure) && failure.ValueKind == JsonValueKind.Object)
        {
            return new EntityReply(null, ReadFailure(failure));
        }

        return Text(root, "exceptionType") is { } exceptionType
            ? new EntityReply(null, new TaskFailureDetails(exceptionType, result ?? string.Empty, null, null, null))
            : new EntityReply(result, null);
    }

    private static TaskFailureDetails ReadFailure(JsonElement failure) => new(
        Text(failure, "ErrorType") ?? "(unknown)",
        Text(failure, "ErrorMessage") ?? "(unknown)",
        Text(failure, "StackTrace"),
        failure.TryGetProperty("InnerFailure", out JsonElement inner) && inner.ValueKind == JsonValueKind.Object
            ? ReadFailure(inner)
            : null,
        null);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static P.SendEventAction Call(P.EntityOperationCalledEvent call, string executionId) =>
        Event("op", call.TargetInstanceId, json =>
        {
            json.WriteString("op", call.Operation);
            WriteOptional(json, "input", call.Input);
            json.WriteString("id", call.RequestId);
            WriteOptional(json, "parent", call.ParentInstanceId);
            json.WriteString("parentExecution", executionId);
        });

    private static P.SendEventAction Signal(P.EntityOperationSignaledEvent signal)
    {
        string? due = signal.ScheduledTime?.ToDateTime().ToString("o", CultureInfo.InvariantCulture);
        return Event(due is null ? "op" : $"op@{due}", signal.TargetInstanceId, json =>
        {
            json.WriteString("op", signal.Operation);
            json.WriteBoolean("signal", true);
            WriteOptional(json, "input", signal.Input);
            json.WriteString("id", signal.RequestId);
            WriteOptional(json, "due", due);
        });
    }

    private static P.SendEventAction Lock(P.EntityLockRequestedEvent request) =>
        Event("op", request.LockSet[request.Position], json =>
        {
            json.WriteNull("op");
            json.WriteString("id", request.CriticalSectionId);
            WriteOptional(json, "parent", request.ParentInstanceId);
            json.WriteStartArray("lockset");
            foreach (string entity in request.LockSet)
            {
                var id = Entities.EntityInstanceId.FromString(entity);
                json.WriteStartObject();
                json.WriteString("name", id.Name);
                json.WriteString("key", id.Key);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("pos", request.Position);
        });

    private static P.SendEventAction Release(P.EntityUnlockSentEvent release) =>
        Event("release", release.TargetInstanceId, json =>
        {
            WriteOptional(json, "parent", release.ParentInstanceId);
            json.WriteString("id", release.CriticalSectionId);
        });

    private static P.SendEventAction Event(string name, string target, Action<Utf8JsonWriter> write)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return new P.SendEventAction
        {
            Instance = new P.OrchestrationInstance { InstanceId = target },
            Name = name,
            Data = Encoding.UTF8.GetString(buffer.ToArray()),
        };
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
