using Aquatope.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Aquatope.Dashboard;

/// <summary>What can be done about tuning: start a cycle, approve what one recommends, take back what one applied.</summary>
internal sealed class TuningActions(AquatopeApplication application, Optimizer optimizer)
{
    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group of endpoints.</param>
    public void Map(RouteGroupBuilder api)
    {
        api.MapPost("/tuning/start", StartAsync);
        api.MapPost("/tuning/approve", (ApproveRequest request, CancellationToken cancellationToken) =>
            optimizer.ApproveAsync(Known(request.Workflow), request.Cycle, cancellationToken));
        api.MapPost("/tuning/rollback", (TuningRequest request, CancellationToken cancellationToken) =>
            optimizer.RollBackAsync(Known(request.Workflow), cancellationToken));
    }

    private async Task<CycleAnswer> StartAsync(TuningRequest request, CancellationToken cancellationToken)
    {
        string workflow = Known(request.Workflow);
        return application.Workflows[workflow].Objective is null
            ? throw new InvalidOperationException($"The workflow '{workflow}' has no objective, so that nothing can be tuned. State one with MeetLatency.")
            : new CycleAnswer(await optimizer.StartAsync(workflow, cancellationToken));
    }

    private string Known(string workflow) => OverviewModel.RegistrationOf(application, workflow).Name;

    internal sealed record TuningRequest(string Workflow);

    internal sealed record ApproveRequest(string Workflow, string Cycle);

    private sealed record CycleAnswer(string Cycle);
}
