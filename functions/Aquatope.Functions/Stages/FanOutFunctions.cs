using System.Text.Json;
using Aquatope.Examples.FanOut;
using Aquatope.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace Aquatope.Functions;

/// <summary>The stages of the fan-out: activities of which each app has one, and the others disabled.</summary>
public sealed class FanOutFunctions(TriggeredTasks tasks)
{
    /// <summary>Splits days of traffic into parts.</summary>
    [Function(nameof(SplitTraffic))]
    public Task<JsonElement?> SplitTrafficAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(SplitTraffic), instanceId, input);

    /// <summary>Finds what is unusual in a part of the traffic.</summary>
    [Function(nameof(AnalyseTraffic))]
    public Task<JsonElement?> AnalyseTrafficAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(AnalyseTraffic), instanceId, input);

    /// <summary>Merges what was found.</summary>
    [Function(nameof(MergeTraffic))]
    public Task<JsonElement?> MergeTrafficAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(MergeTraffic), instanceId, input);
}
