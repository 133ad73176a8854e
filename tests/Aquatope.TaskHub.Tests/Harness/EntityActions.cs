using Aquatope.DurableTask.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace Aquatope.TaskHub.Tests;

/// <summary>What orchestrators send to entities, and what entities answer.</summary>
internal static class EntityActions
{
    public static OrchestratorAction Call(int id, string entity, string operation, string requestId) => Send(id, new SendEntityMessageAction
    {
        EntityOperationCalled = new EntityOperationCalledEvent { RequestId = requestId, Operation = operation, TargetInstanceId = entity },
    });

    public static OrchestratorAction Signal(int id, string entity, string operation, DateTimeOffset? at = null) => Send(id, new SendEntityMessageAction
    {
        EntityOperationSignaled = new EntityOperationSignaledEvent
        {
            RequestId = $"signal-{id}", Operation = operation, TargetInstanceId = entity, ScheduledTime = at?.ToTimestamp(),
        },
    });

    public static OrchestratorAction Lock(int id, string section, params string[] entities) => Send(id, new SendEntityMessageAction
    {
        EntityLockRequested = new EntityLockRequestedEvent { CriticalSectionId = section, LockSet = { entities } },
    });

    public static OrchestratorAction Unlock(int id, string section, string entity) => Send(id, new SendEntityMessageAction
    {
        EntityUnlockSent = new EntityUnlockSentEvent { CriticalSectionId = section, TargetInstanceId = entity },
    });

    public static OperationResult Success(string? result = null) => new() { Success = new OperationResultSuccess { Result = result } };

    public static OperationResult Failure(string message) => new()
    {
        Failure = new OperationResultFailure { FailureDetails = new TaskFailureDetails { ErrorType = "Broken", ErrorMessage = message } },
    };

    private static OrchestratorAction Send(int id, SendEntityMessageAction message) => new() { Id = id, SendEntityMessage = message };
}
