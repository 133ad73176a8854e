using Microsoft.DurableTask;

namespace Aquatope.Examples.FanOut;

/// <summary>Stage 3, one processor: joins the findings and estimates the peak demand.</summary>
/// <remarks>Initialisation loads the series. Thread-safe.</remarks>
public sealed class MergeTraffic : TaskActivity<TrafficFindings[], TrafficReport>
{
    private readonly TrafficMerger _merger = new();

    /// <inheritdoc/>
    public override Task<TrafficReport> RunAsync(TaskActivityContext context, TrafficFindings[] input) =>
        Task.FromResult(_merger.Merge(input));
}
