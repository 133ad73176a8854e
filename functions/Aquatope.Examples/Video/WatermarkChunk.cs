using Microsoft.DurableTask;

namespace Aquatope.Examples.Video;

/// <summary>Stage 2a, one processor, once per chunk: puts the watermark on every frame.</summary>
/// <remarks>Nothing to initialise but the image library. Thread-safe.</remarks>
/// <param name="folder">The folder with the chunks, shared by all stages of the workflow.</param>
public sealed class WatermarkChunk(ISharedFolder folder) : TaskActivity<ClipChunk, EncodedChunk>
{
    private readonly ArtefactStore _artefacts = new(folder);

    /// <inheritdoc/>
    public override Task<EncodedChunk> RunAsync(TaskActivityContext context, ClipChunk input) =>
        Watermarker.MarkAsync(input, _artefacts);
}
