using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Aquatope.Dashboard;

/// <summary>What can be done about tuning: start a cycle, approve what one recommends, take back what was applied.</summary>
internal sealed class TuningActions(WorkflowControl control)
{
    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The group of endpoints.</param>
    public void Map(RouteGroupBuilder api)
    {
        api.MapPost("/tuning/start", async (TuningRequest request, CancellationToken cancellationToken) =>
            new CycleAnswer(await control.TuneAsync(request.Workflow, cancellationToken)));
        api.MapPost("/tuning/approve", ApproveAsync);
        api.MapPost("/tuning/rollback", async (TuningRequest request, CancellationToken cancellationToken) =>
            new ChangeAnswer(await control.RollBackAsync(request.Workflow, cancellationToken)));
    }

    private async Task<ChangeAnswer> ApproveAsync(ApproveRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<OptimizerDecision> decisions = await control.HistoryAsync(request.Workflow, cancellationToken);
        OptimizerDecision chosen = decisions.FirstOrDefault(decision => decision.Cycle == request.Cycle)
            ?? throw new ControlException(ControlProblem.NotFound, $"There is no decision '{request.Cycle}' about workflow '{request.Workflow}'.");
        return chosen is { Action: OptimizerAction.Recommended, After: { } configuration }
            ? new ChangeAnswer(await control.ApplyAsync(request.Workflow, configuration, cancellationToken))
            : throw new ControlException(ControlProblem.Invalid, $"The decision '{request.Cycle}' recommends nothing that could be approved: its outcome is '{chosen.Action}'.");
    }

    internal sealed record TuningRequest(string Workflow);

    internal sealed record ApproveRequest(string Workflow, string Cycle);

    private sealed record CycleAnswer(string Cycle);

    private sealed record ChangeAnswer(string Change);
}
