namespace Aquatope.Examples.Video;

/// <summary>Cuts a clip into chunks and keeps each as an artefact.</summary>
internal static class ClipSplitter
{
    public static async Task<ClipPlan> SplitAsync(ClipRequest request, ArtefactStore artefacts)
    {
        if (!ClipRequest.Names.Contains(request.Name))
        {
            throw new ArgumentException(
                $"There is no clip '{request.Name}'. The clips are: {string.Join(", ", ClipRequest.Names)}.", nameof(request));
        }

        if (request.FramesPerChunk < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(request), request.FramesPerChunk, "A chunk has at least one frame.");
        }

        List<byte[]> frames = MotionJpeg.Frames(ExampleAssets.ReadBytes($"clips/{request.Name}.mjpeg"));
        return new ClipPlan(await Task.WhenAll(frames.Chunk(request.FramesPerChunk).Select(async (chunk, i) => new ClipChunk(
            i, i * request.FramesPerChunk, await artefacts.PutAsync(MotionJpeg.Join(chunk)), request.Watermark))));
    }
}
