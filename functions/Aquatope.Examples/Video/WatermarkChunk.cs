using Microsoft.DurableTask;

namespace Aquatope.Examples.Video;

/// <summary>Stage 2a, one processor, once per chunk: puts the watermark on every frame.</summary>
/// <remarks>Nothing to initialise but the image library. Thread-safe.</remarks>
public sealed class WatermarkChunk : TaskActivity<ClipChunk, EncodedChunk>
{
    private readonly ArtefactStore _artefacts = new(Path.Combine(ExampleData.Folder, "artefacts"));

    /// <inheritdoc/>
    public override Task<EncodedChunk> RunAsync(TaskActivityContext context, ClipChunk input) =>
        Task.FromResult(Watermarker.Mark(input, _artefacts));
}
