using Microsoft.DurableTask;

namespace Aquatope.Examples.Video;

/// <summary>Stage 2c, one processor, once per chunk: finds cuts and measures motion.</summary>
/// <remarks>Nothing to initialise but the image library. Thread-safe.</remarks>
public sealed class DetectScenes : TaskActivity<ClipChunk, ChunkScenes>
{
    private readonly ArtefactStore _artefacts = new(Path.Combine(ExampleData.Folder, "artefacts"));

    /// <inheritdoc/>
    public override Task<ChunkScenes> RunAsync(TaskActivityContext context, ClipChunk input) =>
        Task.FromResult(SceneDetector.Detect(input, _artefacts));
}
