using Microsoft.DurableTask;

namespace Aquatope.Examples.ImageRecognition;

/// <summary>Stage 3a, parallel: reads the number.</summary>
/// <remarks>Initialisation draws the random features and loads the weights. Uses every processor that it is given. Thread-safe.</remarks>
public sealed class ReadDigits : TaskActivity<LabelGlyphs, DigitReading>
{
    private readonly DigitClassifier _classifier = new();

    /// <inheritdoc/>
    public override Task<DigitReading> RunAsync(TaskActivityContext context, LabelGlyphs input) =>
        Task.FromResult(_classifier.Read(input.Digits));
}
