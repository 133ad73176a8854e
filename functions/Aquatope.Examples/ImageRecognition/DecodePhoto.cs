using Microsoft.DurableTask;

namespace Aquatope.Examples.ImageRecognition;

/// <summary>Stage 1, in need of memory (about 120 MiB): develops a photo into a small grey copy.</summary>
/// <remarks>Nothing to initialise but the image library. Thread-safe.</remarks>
public sealed class DecodePhoto : TaskActivity<LabelPhoto, ProxyImage>
{
    /// <inheritdoc/>
    public override Task<ProxyImage> RunAsync(TaskActivityContext context, LabelPhoto input) =>
        Task.FromResult(PhotoDecoder.Decode(input.Name));
}
