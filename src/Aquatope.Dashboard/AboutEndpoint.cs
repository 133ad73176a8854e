using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aquatope.Dashboard;

/// <summary>Tells the page what there is to show.</summary>
internal sealed class AboutEndpoint(TaskHubs hubs, DashboardProgram? program)
{
    private static readonly string Version =
        typeof(AboutEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Adds the endpoint.</summary>
    /// <param name="api">The group of endpoints.</param>
    public void Map(RouteGroupBuilder api)
    {
        api.MapGet("/about", AboutAsync);

        // The page asks before it keeps a token that somebody has typed in.
        api.MapPost("/token", () => TypedResults.Ok(new TokenAnswer(true)));
    }

    /// <summary>Returns what there is to show.</summary>
    public async Task<About> AboutAsync() => new(
        Version,
        await hubs.Inspector.ListTaskHubsAsync(),
        program is null ? [] : [.. program.Application.Workflows.Keys.Order(StringComparer.Ordinal)],
        program is null ? [] : [.. program.Application.Stages.Keys.Order(StringComparer.Ordinal)]);

    /// <summary>What there is to show.</summary>
    /// <param name="Version">The version of the dashboard.</param>
    /// <param name="TaskHubs">The task hubs, in order of name.</param>
    /// <param name="Workflows">The program's workflows, in order of name; none where a task hub alone is served.</param>
    /// <param name="Stages">The program's stages, in order of name.</param>
    internal sealed record About(string Version, IReadOnlyList<string> TaskHubs, IReadOnlyList<string> Workflows, IReadOnlyList<string> Stages);

    private sealed record TokenAnswer(bool Accepted);
}
