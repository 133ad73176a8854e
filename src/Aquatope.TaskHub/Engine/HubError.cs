using Grpc.Core;

namespace Aquatope.TaskHub.Engine;

/// <summary>The errors that a caller can be told, each with the status code that the official clients expect.</summary>
internal static class HubError
{
    public static RpcException InstanceNotFound(string id) =>
        Of(StatusCode.NotFound, $"No orchestration instance '{id}' exists in this task hub.");

    public static RpcException InstanceExists(string id, OrchestrationStatus status) =>
        Of(StatusCode.AlreadyExists, $"An orchestration instance '{id}' already exists and is {status}.");

    public static RpcException TokenNotHeld(string token) =>
        Of(StatusCode.NotFound,
            $"The completion token '{token}' stands for no work that this worker holds: it was completed, abandoned, or handed to another worker.");

    public static RpcException HubNotFound(string name) =>
        Of(StatusCode.NotFound, $"No task hub '{name}' exists. Create it, or let hubs be created on first use.");

    public static RpcException Invalid(string message) => Of(StatusCode.InvalidArgument, message);

    public static RpcException Precondition(string message) => Of(StatusCode.FailedPrecondition, message);

    public static RpcException StoreFailed(Exception cause) =>
        new(new Status(StatusCode.Unavailable, $"The task hub could not commit ({cause.Message}). Nothing was changed; try again.", cause));

    public static RpcException Fault(Exception cause) =>
        new(new Status(StatusCode.Internal, $"The task hub could not carry out the call ({cause.GetType().Name}: {cause.Message}). Nothing was changed.", cause));

    public static RpcException Damaged(TaskHubDatabaseException damage) => new(new Status(StatusCode.DataLoss, damage.Message, damage));

    public static RpcException Stopping() => Of(StatusCode.Unavailable, "The task hub is stopping.");

    private static RpcException Of(StatusCode code, string message) => new(new Status(code, message), message);
}
