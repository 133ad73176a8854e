using Microsoft.DurableTask;

namespace Aquatope.Examples.Video;

/// <summary>Stage 1, mostly reading and writing: cuts a clip into chunks.</summary>
/// <remarks>Nothing to initialise. Thread-safe.</remarks>
/// <param name="folder">The folder with the chunks, shared by all stages of the workflow.</param>
public sealed class SplitVideo(ISharedFolder folder) : TaskActivity<ClipRequest, ClipPlan>
{
    private readonly ArtefactStore _artefacts = new(folder);

    /// <inheritdoc/>
    public override Task<ClipPlan> RunAsync(TaskActivityContext context, ClipRequest input) =>
        ClipSplitter.SplitAsync(input, _artefacts);
}
