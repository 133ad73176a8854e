using Microsoft.DurableTask;

namespace Aquatope.Examples.FanOut;

/// <summary>Stage 1, hardly any work: cuts the query into parts.</summary>
/// <remarks>Nothing to initialise. Thread-safe.</remarks>
public sealed class SplitTraffic : TaskActivity<TrafficQuery, TrafficPlan>
{
    /// <inheritdoc/>
    public override Task<TrafficPlan> RunAsync(TaskActivityContext context, TrafficQuery input) =>
        Task.FromResult(TrafficSplitter.Split(input));
}
