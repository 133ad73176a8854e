namespace Aquatope.Examples.Video;

/// <summary>Cuts a clip into chunks and keeps each as an artefact.</summary>
internal static class ClipSplitter
{
    public static ClipPlan Split(ClipRequest request, ArtefactStore artefacts)
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
        ClipChunk[] chunks = frames.Chunk(request.FramesPerChunk)
            .Select((chunk, i) => new ClipChunk(
                i, i * request.FramesPerChunk, artefacts.Put(MotionJpeg.Join(chunk)), request.Watermark))
            .ToArray();
        return new ClipPlan(chunks);
    }
}
