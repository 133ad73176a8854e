using Aquatope.Workflows;
using Microsoft.DurableTask;

namespace Aquatope.Examples.Chain;

/// <summary>The chain: tokenise, rank the sentences, choose and compress.</summary>
public sealed class SummariseDocument : TaskOrchestrator<DocumentRequest, DocumentSummary>
{
    /// <inheritdoc/>
    public override async Task<DocumentSummary> RunAsync(TaskOrchestrationContext context, DocumentRequest input)
    {
        TokenisedDocument tokenised = await context.CallStageAsync<TokenisedDocument>(nameof(Tokenise), input);
        RankedDocument ranked = await context.CallStageAsync<RankedDocument>(nameof(RankSentences), tokenised);
        return await context.CallStageAsync<DocumentSummary>(nameof(CompressSummary), ranked);
    }
}
