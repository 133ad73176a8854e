using Grpc.Core;

namespace Microsoft.DurableTask.Client.Grpc;

/// <summary>Turns the status codes of a task hub into the exceptions that callers expect.</summary>
internal static class GrpcCalls
{
    public static async Task<T> InvokeAsync<T>(
        string operation, Func<AsyncUnaryCall<T>> call, CancellationToken cancellation, Func<RpcException, Exception?>? map = null)
    {
        try
        {
            return await call();
        }
        catch (RpcException failure) when (Translate(operation, failure, cancellation, map) is { } translated)
        {
            throw translated;
        }
    }

    public static Exception? Translate(
        string operation, RpcException failure, CancellationToken cancellation, Func<RpcException, Exception?>? map = null) =>
        map?.Invoke(failure) ?? (failure.StatusCode is StatusCode.Cancelled
            ? new OperationCanceledException($"The {operation} operation was canceled.", failure, cancellation)
            : null);

    /// <summary>Maps what a call about one instance can meet.</summary>
    public static Func<RpcException, Exception?> ForInstance(string instanceId) => failure => failure.StatusCode switch
    {
        StatusCode.NotFound =>
            new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.", failure),
        StatusCode.FailedPrecondition => new InvalidOperationException(failure.Status.Detail, failure),
        StatusCode.Unimplemented => new NotSupportedException(failure.Status.Detail, failure),
        _ => null,
    };
}
