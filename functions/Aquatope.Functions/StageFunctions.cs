using System.Text.Json;
using Aquatope.Examples.Chain;
using Aquatope.Examples.FanOut;
using Aquatope.Examples.ImageRecognition;
using Aquatope.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace Aquatope.Functions;

/// <summary>The stages: activities of which each app has one, and the others disabled.</summary>
public sealed class StageFunctions(TriggeredTasks tasks)
{
    /// <summary>Develops a photo into a small grey copy.</summary>
    [Function(nameof(DecodePhoto))]
    public Task<JsonElement?> DecodePhotoAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(DecodePhoto), instanceId, input);

    /// <summary>Finds the marks on a label.</summary>
    [Function(nameof(FindMarks))]
    public Task<JsonElement?> FindMarksAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(FindMarks), instanceId, input);

    /// <summary>Reads the number on a label.</summary>
    [Function(nameof(ReadDigits))]
    public Task<JsonElement?> ReadDigitsAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(ReadDigits), instanceId, input);

    /// <summary>Reads the handling symbols of a label.</summary>
    [Function(nameof(ReadSymbols))]
    public Task<JsonElement?> ReadSymbolsAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(ReadSymbols), instanceId, input);

    /// <summary>Routes a parcel.</summary>
    [Function(nameof(RouteParcel))]
    public Task<JsonElement?> RouteParcelAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(RouteParcel), instanceId, input);

    /// <summary>Cuts a document into sentences and words.</summary>
    [Function(nameof(Tokenise))]
    public Task<JsonElement?> TokeniseAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(Tokenise), instanceId, input);

    /// <summary>Ranks the sentences of a document.</summary>
    [Function(nameof(RankSentences))]
    public Task<JsonElement?> RankSentencesAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(RankSentences), instanceId, input);

    /// <summary>Chooses and compresses a summary.</summary>
    [Function(nameof(CompressSummary))]
    public Task<JsonElement?> CompressSummaryAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(CompressSummary), instanceId, input);

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
