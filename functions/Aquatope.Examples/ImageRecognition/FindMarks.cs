using Microsoft.DurableTask;

namespace Aquatope.Examples.ImageRecognition;

/// <summary>Stage 2, one processor: finds the marks on the label, sets them upright and cuts them out.</summary>
/// <remarks>Nothing to initialise but the image library. Thread-safe.</remarks>
public sealed class FindMarks : TaskActivity<ProxyImage, LabelGlyphs>
{
    /// <inheritdoc/>
    public override Task<LabelGlyphs> RunAsync(TaskActivityContext context, ProxyImage input) =>
        Task.FromResult(LabelSegmenter.Segment(input));
}
