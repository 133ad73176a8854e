using System.Diagnostics;
using System.Text.Json;
using Microsoft.DurableTask.Worker.Replay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Grpc;

/// <summary>Runs activities.</summary>
internal sealed partial class ActivityRunner(WorkerContext context)
{
    private readonly ILogger _logger = context.Replay.LoggerFactory.CreateLogger("Microsoft.DurableTask.Worker.Activities");

    /// <summary>Runs an activity; null when another worker has to run it.</summary>
    public async Task<P.ActivityResponse?> RunAsync(P.ActivityRequest request)
    {
        P.ActivityResponse response = new()
        {
            InstanceId = request.OrchestrationInstance.InstanceId,
            TaskId = request.TaskId,
        };
        DurableTaskWorkerOptions.VersioningOptions? versioning = context.Options.Versioning;
        if (VersionCheck.Mismatch(versioning, request.Version ?? string.Empty) is { } mismatch)
        {
            response.FailureDetails = mismatch;
            return versioning!.FailureStrategy is DurableTaskWorkerOptions.VersionFailureStrategy.Fail ? response : null;
        }

        using Activity? span = TraceSpans.StartActivityExecution(request);
        try
        {
            response.Result = await InvokeAsync(request);
        }
        catch (ActivityNotFoundException missing)
        {
            response.FailureDetails = ProtocolFailures.NonRetriable("ActivityTaskNotFound", missing.Message);
        }
#pragma warning disable CA1031 // The boundary of user code: whatever the activity threw is its failure.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(_logger, failure, request.Name, response.InstanceId);
            response.FailureDetails = ProtocolFailures.From(failure, context.Replay.ExceptionProperties);
        }

        if (response.FailureDetails is { } details)
        {
            span?.SetStatus(ActivityStatusCode.Error, details.ErrorMessage);
        }

        return response;
    }

    private async Task<string?> InvokeAsync(P.ActivityRequest request)
    {
        await using AsyncServiceScope scope = context.Services.CreateAsyncScope();
        string version = request.Version ?? string.Empty;
        if (!TryCreate(request.Name, version, scope.ServiceProvider, out ITaskActivity? activity))
        {
            string named = version.Length == 0 ? string.Empty : $" with version '{version}'";
            throw new ActivityNotFoundException($"No activity task named '{request.Name}'{named} was found.");
        }

        string instanceId = request.OrchestrationInstance.InstanceId;
        LogStarted(_logger, request.Name, instanceId);
        DataConverter converter = context.Replay.DataConverter;
        object? input = Input(request.Input, activity!.InputType, converter);
        object? output = await activity.RunAsync(new Context(request.Name, instanceId, version), input);
        string? result = converter.Serialize(output);
        LogCompleted(_logger, request.Name, instanceId);
        return result;
    }

    private bool TryCreate(TaskName name, string version, IServiceProvider services, out ITaskActivity? activity) =>
        context.Factory is DurableTaskFactory versioned
            ? versioned.TryCreateActivity(name, version, services, out activity)
            : context.Factory.TryCreateActivity(name, services, out activity);

    // Orchestrators in .NET pass an array that holds the one input, those in other languages the input itself.
    private static object? Input(string? data, Type type, DataConverter converter)
    {
        try
        {
            return converter.Deserialize(data is ['[', _, .., ']'] ? data[1..^1] : data, type);
        }
        catch (JsonException) when (TryDeserialize(data, type, converter, out object? input))
        {
            return input;
        }
    }

    private static bool TryDeserialize(string? data, Type type, DataConverter converter, out object? value)
    {
        try
        {
            value = converter.Deserialize(data, type);
            return true;
        }
        catch (JsonException)
        {
            value = null;
            return false;
        }
    }

    private sealed class Context(TaskName name, string instanceId, string version) : TaskActivityContext
    {
        public override TaskName Name => name;

        public override string InstanceId => instanceId;

        public override string Version => version;
    }

    private sealed class ActivityNotFoundException(string message) : Exception(message);
}
