using Microsoft.DurableTask;

namespace Aquatope.Examples.Video;

/// <summary>Stage 2b, parallel, once per chunk: encodes every frame anew as WebP.</summary>
/// <remarks>Nothing to initialise but the image library. Uses every processor that it is given. Thread-safe.</remarks>
public sealed class TranscodeChunk : TaskActivity<ClipChunk, EncodedChunk>
{
    private readonly ArtefactStore _artefacts = new(Path.Combine(ExampleData.Folder, "artefacts"));

    /// <inheritdoc/>
    public override Task<EncodedChunk> RunAsync(TaskActivityContext context, ClipChunk input) =>
        Task.FromResult(Transcoder.Transcode(input, _artefacts));
}
