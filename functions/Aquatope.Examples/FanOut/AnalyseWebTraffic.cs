using Aquatope.Workflows;
using Microsoft.DurableTask;

namespace Aquatope.Examples.FanOut;

/// <summary>Fan-out and fan-in: split the query, analyse every part in parallel, merge.</summary>
public sealed class AnalyseWebTraffic : TaskOrchestrator<TrafficQuery, TrafficReport>
{
    /// <inheritdoc/>
    public override async Task<TrafficReport> RunAsync(TaskOrchestrationContext context, TrafficQuery input)
    {
        TrafficPlan plan = await context.CallStageAsync<TrafficPlan>(nameof(SplitTraffic), input);
        TrafficFindings[] findings = await Task.WhenAll(
            plan.Parts.Select(part => context.CallStageAsync<TrafficFindings>(nameof(AnalyseTraffic), part)));
        return await context.CallStageAsync<TrafficReport>(nameof(MergeTraffic), findings);
    }
}
