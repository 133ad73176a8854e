using Microsoft.DurableTask;

namespace Aquatope.Examples.Video;

/// <summary>Stage 1, mostly reading and writing: cuts a clip into chunks.</summary>
/// <remarks>Nothing to initialise. Thread-safe.</remarks>
public sealed class SplitVideo : TaskActivity<ClipRequest, ClipPlan>
{
    private readonly ArtefactStore _artefacts = new(Path.Combine(ExampleData.Folder, "artefacts"));

    /// <inheritdoc/>
    public override Task<ClipPlan> RunAsync(TaskActivityContext context, ClipRequest input) =>
        Task.FromResult(ClipSplitter.Split(input, _artefacts));
}
