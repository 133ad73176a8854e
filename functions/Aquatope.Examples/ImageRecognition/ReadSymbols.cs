using Microsoft.DurableTask;

namespace Aquatope.Examples.ImageRecognition;

/// <summary>Stage 3b, light but slow to start: reads the handling symbols.</summary>
/// <remarks>Initialisation computes the features of every committed sample. Thread-safe.</remarks>
public sealed class ReadSymbols : TaskActivity<LabelGlyphs, SymbolReading>
{
    private readonly SymbolClassifier _classifier = new();

    /// <inheritdoc/>
    public override Task<SymbolReading> RunAsync(TaskActivityContext context, LabelGlyphs input) =>
        Task.FromResult(_classifier.Read(input.Symbols));
}
