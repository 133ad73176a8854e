using Microsoft.DurableTask;

namespace Aquatope.Examples.Video;

/// <summary>Stage 2b, parallel, once per chunk: encodes every frame anew as WebP.</summary>
/// <remarks>Nothing to initialise but the image library. Uses every processor that it is given. Thread-safe.</remarks>
/// <param name="folder">The folder with the chunks, shared by all stages of the workflow.</param>
public sealed class TranscodeChunk(ISharedFolder folder) : TaskActivity<ClipChunk, EncodedChunk>
{
    private readonly ArtefactStore _artefacts = new(folder);

    /// <inheritdoc/>
    public override Task<EncodedChunk> RunAsync(TaskActivityContext context, ClipChunk input) =>
        Transcoder.TranscodeAsync(input, _artefacts);
}
