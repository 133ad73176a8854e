using Aquatope.TaskHub;
using DurableTask.Core.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;

namespace Aquatope.Dashboard;

/// <summary>The executions of a task hub: their list, one of them, and its history.</summary>
internal sealed class ExecutionEndpoints(TaskHubs hubs, DashboardProgram? program)
{
    /// <summary>How many executions a page of the list has, unless it is asked for more or fewer.</summary>
    public const int PerPage = 50;

    private const int MostEvents = 1000;
    private readonly ExecutionDetails _details = new(hubs, program);

    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group of endpoints.</param>
    public void Map(RouteGroupBuilder api)
    {
        api.MapGet("/executions", ListAsync);
        api.MapGet("/executions/statuses", (string hub) => hubs.Inspector.CountByStatusAsync(hub));
        api.MapGet("/execution", (string hub, string id, CancellationToken cancellationToken) => _details.OfAsync(hub, id, cancellationToken));
        api.MapGet("/execution/history", HistoryAsync);
        api.MapGet("/execution/payload", PayloadAsync);
        new ExecutionActions(hubs).Map(api);
    }

    /// <summary>Lists executions.</summary>
    /// <param name="request">Which.</param>
    public async Task<InstancePage> ListAsync([AsParameters] ListRequest request) =>
        await hubs.Inspector.ListInstancesAsync(request.Hub, new InstanceSearch
        {
            Text = request.Text ?? string.Empty,
            Name = string.IsNullOrEmpty(request.Name) ? null : request.Name,
            Statuses = [.. (request.Status ?? []).Select(StatusOf)],
            OnlyRoots = request.Roots ?? false,
            CreatedFrom = request.From ?? DateTimeOffset.MinValue,
            CreatedTo = request.To ?? DateTimeOffset.MaxValue,
            After = request.After,
            Limit = Math.Clamp(request.Limit ?? PerPage, 1, 500),
        });

    private static InstanceStatus StatusOf(string text) => Enum.TryParse(text, ignoreCase: true, out InstanceStatus status) && Enum.IsDefined(status)
        ? status
        : throw new ArgumentException($"'{text}' is no status. There are: {string.Join(", ", Enum.GetNames<InstanceStatus>())}.");

    private async Task<HistoryPage> HistoryAsync(string hub, string id, int? from, CancellationToken cancellationToken)
    {
        DurableTaskClient client = await hubs.ClientAsync(hub);
        IList<HistoryEvent> events = await client.GetOrchestrationHistoryAsync(id, cancellationToken);
        int first = Math.Clamp(from ?? 0, 0, events.Count);
        return new HistoryPage(events.Count, [.. events.Skip(first).Take(MostEvents).Select((item, n) => HistoryRow.Of(first + n, item))]);
    }

    private async Task<Results<FileContentHttpResult, NotFound>> PayloadAsync(string hub, string id, string which, CancellationToken cancellationToken)
    {
        DurableTaskClient client = await hubs.ClientAsync(hub);
        OrchestrationMetadata? instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken);
        string? text = which switch
        {
            "input" => instance?.SerializedInput,
            "output" => instance?.SerializedOutput,
            "customStatus" => instance?.SerializedCustomStatus,
            _ => throw new ArgumentException($"'{which}' is no payload of an execution.", nameof(which)),
        };

        // Never as a page: whatever it holds, a browser saves it.
        return text is null
            ? TypedResults.NotFound()
            : TypedResults.File(System.Text.Encoding.UTF8.GetBytes(text), "application/octet-stream", $"{which}.json");
    }

    internal sealed record ListRequest(
        string Hub, string? Text, string? Name, string[]? Status, bool? Roots, DateTimeOffset? From, DateTimeOffset? To, string? After, int? Limit);

    private sealed record HistoryPage(int Total, IReadOnlyList<HistoryRow> Events);
}
