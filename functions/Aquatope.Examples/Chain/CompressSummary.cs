using Microsoft.DurableTask;

namespace Aquatope.Examples.Chain;

/// <summary>Stage 3, one processor: chooses the summary and packs the document for the archive.</summary>
/// <remarks>Nothing to initialise. Thread-safe.</remarks>
public sealed class CompressSummary : TaskActivity<RankedDocument, DocumentSummary>
{
    /// <inheritdoc/>
    public override Task<DocumentSummary> RunAsync(TaskActivityContext context, RankedDocument input) =>
        Task.FromResult(Summariser.Summarise(input));
}
