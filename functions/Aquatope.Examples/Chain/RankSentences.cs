using Microsoft.DurableTask;

namespace Aquatope.Examples.Chain;

/// <summary>Stage 2, parallel and in need of memory: finds the sentences that are most like all others.</summary>
/// <remarks>Initialisation loads the corpus model. Uses every processor that it is given. Thread-safe.</remarks>
public sealed class RankSentences : TaskActivity<TokenisedDocument, RankedDocument>
{
    private readonly SentenceRanking _ranking = new();

    /// <inheritdoc/>
    public override Task<RankedDocument> RunAsync(TaskActivityContext context, TokenisedDocument input) =>
        Task.FromResult(_ranking.Rank(input));
}
