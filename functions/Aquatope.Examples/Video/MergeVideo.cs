using Microsoft.DurableTask;

namespace Aquatope.Examples.Video;

/// <summary>Stage 3, one processor: joins the chunks and paints a storyboard.</summary>
/// <remarks>Nothing to initialise but the image library. Thread-safe.</remarks>
public sealed class MergeVideo : TaskActivity<ProcessedChunks, ProcessedClip>
{
    private readonly ArtefactStore _artefacts = new(Path.Combine(ExampleData.Folder, "artefacts"));

    /// <inheritdoc/>
    public override Task<ProcessedClip> RunAsync(TaskActivityContext context, ProcessedChunks input) =>
        Task.FromResult(ClipMerger.Merge(input, _artefacts));
}
