using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Aquatope.Dashboard;

/// <summary>What can be done to executions. Each asks for the token; the page asks for confirmation before.</summary>
internal sealed class ExecutionActions(TaskHubs hubs)
{
    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group of endpoints.</param>
    public void Map(RouteGroupBuilder api)
    {
        api.MapPost("/executions/start", StartAsync);
        api.MapPost("/execution/event", (EventRequest request, CancellationToken cancellationToken) =>
            OnAsync(request.Hub, client => client.RaiseEventAsync(request.Id, Named(request.Name, "event"), request.Payload, cancellationToken)));
        api.MapPost("/execution/suspend", (ActionRequest request, CancellationToken cancellationToken) =>
            OnAsync(request.Hub, client => client.SuspendInstanceAsync(request.Id, request.Reason, cancellationToken)));
        api.MapPost("/execution/resume", (ActionRequest request, CancellationToken cancellationToken) =>
            OnAsync(request.Hub, client => client.ResumeInstanceAsync(request.Id, request.Reason, cancellationToken)));
        api.MapPost("/execution/terminate", (ActionRequest request, CancellationToken cancellationToken) =>
            OnAsync(request.Hub, client => client.TerminateInstanceAsync(
                request.Id, new TerminateInstanceOptions(request.Reason, Recursive: request.Recursive), cancellationToken)));
        api.MapPost("/execution/rewind", (ActionRequest request, CancellationToken cancellationToken) =>
            OnAsync(request.Hub, client => client.RewindInstanceAsync(request.Id, request.Reason ?? string.Empty, cancellationToken)));
        api.MapPost("/execution/restart", RestartAsync);
        api.MapPost("/execution/purge", PurgeAsync);
    }

    private async Task<StartedExecution> StartAsync(StartRequest request, CancellationToken cancellationToken)
    {
        DurableTaskClient client = await hubs.ClientAsync(request.Hub);
        var options = new StartOrchestrationOptions(string.IsNullOrWhiteSpace(request.Id) ? null : request.Id, request.StartAt);
        return new StartedExecution(await client.ScheduleNewOrchestrationInstanceAsync(Named(request.Name, "orchestrator"), request.Input, options, cancellationToken));
    }

    private async Task<StartedExecution> RestartAsync(RestartRequest request, CancellationToken cancellationToken)
    {
        DurableTaskClient client = await hubs.ClientAsync(request.Hub);
        return new StartedExecution(await client.RestartAsync(request.Id, request.NewId, cancellationToken));
    }

    private async Task<PurgeAnswer> PurgeAsync(ActionRequest request, CancellationToken cancellationToken)
    {
        DurableTaskClient client = await hubs.ClientAsync(request.Hub);
        PurgeResult result = await client.PurgeInstanceAsync(request.Id, new PurgeInstanceOptions(request.Recursive), cancellationToken);
        return result.PurgedInstanceCount > 0
            ? new PurgeAnswer(result.PurgedInstanceCount)
            : throw new InvalidOperationException($"'{request.Id}' was not purged: only an execution that has ended can be.");
    }

    private async Task<IResult> OnAsync(string hub, Func<DurableTaskClient, Task> act)
    {
        await act(await hubs.ClientAsync(hub));
        return TypedResults.NoContent();
    }

    private static string Named(string name, string what) =>
        string.IsNullOrWhiteSpace(name) ? throw new ArgumentException($"Give the name of the {what}.") : name;

    internal sealed record ActionRequest(string Hub, string Id, string? Reason, bool Recursive);

    internal sealed record EventRequest(string Hub, string Id, string Name, JsonElement? Payload);

    internal sealed record StartRequest(string Hub, string Name, string? Id, JsonElement? Input, DateTimeOffset? StartAt);

    internal sealed record RestartRequest(string Hub, string Id, bool NewId);

    private sealed record StartedExecution(string Id);

    private sealed record PurgeAnswer(int Purged);
}
