using Microsoft.DurableTask;

namespace Aquatope.Examples.Video;

/// <summary>Stage 3, one processor: joins the chunks and paints a storyboard.</summary>
/// <remarks>Nothing to initialise but the image library. Thread-safe.</remarks>
/// <param name="folder">The folder with the chunks, shared by all stages of the workflow.</param>
public sealed class MergeVideo(ISharedFolder folder) : TaskActivity<ProcessedChunks, ProcessedClip>
{
    private readonly ArtefactStore _artefacts = new(folder);

    /// <inheritdoc/>
    public override Task<ProcessedClip> RunAsync(TaskActivityContext context, ProcessedChunks input) =>
        ClipMerger.MergeAsync(input, _artefacts);
}
