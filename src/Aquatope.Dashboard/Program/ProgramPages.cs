using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Aquatope.Dashboard;

/// <summary>The endpoints of the pages about a program's workflows, tuning and pools.</summary>
internal sealed class ProgramPages(OverviewModel overview, WorkflowPage workflow, TuningPage tuning, TuningActions actions, PoolsPage pools)
{
    /// <summary>How many of the latest executions a page looks at, unless it is asked to look at more or fewer.</summary>
    public const int Latest = 1000;

    /// <summary>Gets what answers at a glance.</summary>
    public OverviewModel Overview => overview;

    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group of endpoints.</param>
    public void Map(RouteGroupBuilder api)
    {
        api.MapGet("/overview", (string workflow, int? latest, CancellationToken cancellationToken) =>
            overview.OfAsync(workflow, latest ?? Latest, cancellationToken));
        api.MapGet("/workflow", (string name, int? latest, CancellationToken cancellationToken) =>
            workflow.OfAsync(name, latest ?? Latest, cancellationToken));
        api.MapGet("/tuning", (string workflow, CancellationToken cancellationToken) => tuning.OfAsync(workflow, cancellationToken));
        api.MapGet("/tuning/insight", (string workflow, string stage, CancellationToken cancellationToken) =>
            tuning.InsightAsync(workflow, stage, cancellationToken));
        api.MapGet("/pools", (double? minutes, CancellationToken cancellationToken) => pools.OfAsync(minutes ?? 15, cancellationToken));
        actions.Map(api);
    }
}
