using Aquatope.Local;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.AspNetCore.Routing;

namespace Aquatope.Dashboard;

/// <summary>A program with stages: what the pages beside that of executions read from.</summary>
/// <param name="application">What the program declared.</param>
/// <param name="reports">The reports of its stages.</param>
/// <param name="store">The store, which tells when something has changed.</param>
/// <param name="pages">The pages.</param>
internal sealed class DashboardProgram(AquatopeApplication application, IStageReportSource reports, LocalStore store, ProgramPages pages)
{
    /// <summary>Gets what the program declared.</summary>
    public AquatopeApplication Application => application;

    /// <summary>Gets the reports of its stages.</summary>
    public IStageReportSource Reports => reports;

    /// <summary>Gets what answers at a glance.</summary>
    public OverviewModel Overview => pages.Overview;

    /// <summary>Gets a number that changes whenever a report, trial or decision was stored.</summary>
    public long Revision => store.Revision;

    /// <summary>Adds the endpoints of the pages.</summary>
    /// <param name="api">The group of endpoints.</param>
    public void Map(RouteGroupBuilder api) => pages.Map(api);
}
