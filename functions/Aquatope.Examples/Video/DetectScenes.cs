using Microsoft.DurableTask;

namespace Aquatope.Examples.Video;

/// <summary>Stage 2c, one processor, once per chunk: finds cuts and measures motion.</summary>
/// <remarks>Nothing to initialise but the image library. Thread-safe.</remarks>
/// <param name="folder">The folder with the chunks, shared by all stages of the workflow.</param>
public sealed class DetectScenes(ISharedFolder folder) : TaskActivity<ClipChunk, ChunkScenes>
{
    private readonly ArtefactStore _artefacts = new(folder);

    /// <inheritdoc/>
    public override Task<ChunkScenes> RunAsync(TaskActivityContext context, ClipChunk input) =>
        SceneDetector.DetectAsync(input, _artefacts);
}
