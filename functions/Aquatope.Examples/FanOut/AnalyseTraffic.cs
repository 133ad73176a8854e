using Microsoft.DurableTask;

namespace Aquatope.Examples.FanOut;

/// <summary>Stage 2, one processor, once per part: finds spikes and the most unusual hour.</summary>
/// <remarks>Initialisation loads the series. Thread-safe.</remarks>
public sealed class AnalyseTraffic : TaskActivity<TrafficPart, TrafficFindings>
{
    private readonly TrafficAnalysis _analysis = new();

    /// <inheritdoc/>
    public override Task<TrafficFindings> RunAsync(TaskActivityContext context, TrafficPart input) =>
        Task.FromResult(_analysis.Analyse(input));
}
