using Aquatope.Workflows;
using DurableTask.Core.Exceptions;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Aquatope.Dashboard;

/// <summary>Turns what a user did wrong, or what an instance does not allow, into a status and a sentence.</summary>
internal static class RequestErrors
{
    /// <summary>Serves a request, or says why not.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What serves it.</param>
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && StatusOf(exception) is { } status)
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsJsonAsync(new ErrorMessage(MessageOf(exception)), DashboardJson.Options);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
    }

    private static int? StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        ControlException { Problem: ControlProblem.NotFound } => StatusCodes.Status404NotFound,
        ControlException { Problem: ControlProblem.Conflict } => StatusCodes.Status409Conflict,
        ControlException => StatusCodes.Status400BadRequest,
        KeyNotFoundException or RpcException { StatusCode: StatusCode.NotFound } => StatusCodes.Status404NotFound,
        OrchestrationAlreadyExistsException or InvalidOperationException => StatusCodes.Status409Conflict,
        RpcException { StatusCode: StatusCode.FailedPrecondition or StatusCode.AlreadyExists or StatusCode.Aborted } => StatusCodes.Status409Conflict,
        ArgumentException or RpcException { StatusCode: StatusCode.InvalidArgument or StatusCode.ResourceExhausted } => StatusCodes.Status400BadRequest,
        RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DataLoss } => StatusCodes.Status503ServiceUnavailable,
        NotSupportedException or RpcException { StatusCode: StatusCode.Unimplemented } => StatusCodes.Status501NotImplemented,
        _ => null,
    };

    private static string MessageOf(Exception exception) => exception switch
    {
        RpcException rpc => rpc.Status.Detail,
        BadHttpRequestException { InnerException: System.Text.Json.JsonException json } => $"The request is no such JSON: {json.Message}",
        _ => exception.Message,
    };
}
