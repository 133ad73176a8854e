using System.Globalization;

namespace Aquatope.Dashboard;

/// <summary>
/// Answers what the page asks first, before it asks: so that the numbers come with it and not after two more ways to the server
/// and back. Another page than the first, or another workflow, asks for itself.
/// </summary>
internal sealed class FirstAnswers(AboutEndpoint about, ExecutionEndpoints executions, DashboardProgram? program)
{
    private const string Hub = "default";

    /// <summary>Returns the answers.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<FirstAnswer>> OfAsync(CancellationToken cancellationToken)
    {
        AboutEndpoint.About what = await about.AboutAsync();
        return
        [
            new FirstAnswer("about", Query(), what),
            what.Workflows is [string workflow, ..] ? await OverviewAsync(workflow, cancellationToken) : await ExecutionsAsync(what.TaskHubs),
        ];
    }

    private async Task<FirstAnswer> OverviewAsync(string workflow, CancellationToken cancellationToken) => new(
        "overview",
        Query(("workflow", workflow), ("latest", ProgramPages.Latest.ToString(CultureInfo.InvariantCulture))),
        await program!.Overview.OfAsync(workflow, ProgramPages.Latest, cancellationToken));

    private async Task<FirstAnswer> ExecutionsAsync(IReadOnlyList<string> taskHubs)
    {
        string hub = taskHubs.FirstOrDefault(name => name.Equals(Hub, StringComparison.OrdinalIgnoreCase)) ?? (taskHubs is [string first, ..] ? first : Hub);
        return new FirstAnswer(
            "executions",
            Query(("hub", hub), ("limit", ExecutionEndpoints.PerPage.ToString(CultureInfo.InvariantCulture))),
            await executions.ListAsync(new ExecutionEndpoints.ListRequest(hub, null, null, null, null, null, null, null, ExecutionEndpoints.PerPage)));
    }

    private static OrderedDictionary<string, string> Query(params IEnumerable<(string Name, string Value)> parameters)
    {
        var query = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in parameters)
        {
            query.Add(name, value);
        }

        return query;
    }
}
