using System.Text.Json;
using Aquatope.Examples.Chain;
using Aquatope.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace Aquatope.Functions;

/// <summary>The stages of the chain: activities of which each app has one, and the others disabled.</summary>
public sealed class ChainFunctions(TriggeredTasks tasks)
{
    /// <summary>Cuts a document into sentences and words.</summary>
    [Function(nameof(Tokenise))]
    public Task<JsonElement?> TokeniseAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(Tokenise), instanceId, input);

    /// <summary>Ranks the sentences of a document.</summary>
    [Function(nameof(RankSentences))]
    public Task<JsonElement?> RankSentencesAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(RankSentences), instanceId, input);

    /// <summary>Chooses and compresses a summary.</summary>
    [Function(nameof(CompressSummary))]
    public Task<JsonElement?> CompressSummaryAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(CompressSummary), instanceId, input);
}
