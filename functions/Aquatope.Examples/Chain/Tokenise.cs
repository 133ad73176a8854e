using Microsoft.DurableTask;

namespace Aquatope.Examples.Chain;

/// <summary>Stage 1, light: cuts a document into sentences and stems.</summary>
/// <remarks>Initialisation loads the stop words. Thread-safe.</remarks>
public sealed class Tokenise : TaskActivity<DocumentRequest, TokenisedDocument>
{
    private readonly Tokeniser _tokeniser = new();

    /// <inheritdoc/>
    public override Task<TokenisedDocument> RunAsync(TaskActivityContext context, DocumentRequest input) =>
        Task.FromResult(_tokeniser.Tokenise(input));
}
