using SkiaSharp;

namespace Aquatope.Examples.Video;

/// <summary>Joins the chunks, finds cuts between them, and paints the storyboard.</summary>
internal static class ClipMerger
{
    private const int StoryboardHeight = 288;
    private const int StoryboardQuality = 85;

    public static async Task<ProcessedClip> MergeAsync(ProcessedChunks processed, ArtefactStore artefacts)
    {
        EncodedChunk[] marked = processed.Marked.OrderBy(chunk => chunk.Index).ToArray();
        byte[][] streams = await Task.WhenAll(marked.Select(chunk => artefacts.GetAsync(chunk.Artefact)));
        List<byte[]> frames = streams.SelectMany(MotionJpeg.Frames).ToList();
        var cuts = new SortedSet<int>(processed.Scenes.SelectMany(scenes => scenes.Cuts));
        int boundary = 0;
        foreach (EncodedChunk chunk in marked.SkipLast(1))
        {
            boundary += chunk.Frames;
            if (IsCut(frames[boundary - 1], frames[boundary]))
            {
                cuts.Add(boundary);
            }
        }

        byte[] stream = MotionJpeg.Join(frames);
        byte[] storyboard = Storyboard(cuts.Prepend(0).Select(cut => frames[cut]).ToArray());
        return new ProcessedClip(
            processed.Name,
            frames.Count,
            stream.Length,
            await artefacts.PutAsync(stream),
            processed.Transcoded.Sum(chunk => chunk.Bytes),
            [.. cuts],
            await artefacts.PutAsync(storyboard));
    }

    private static bool IsCut(byte[] before, byte[] after) =>
        SceneDetector.Difference(ImageCodec.DecodeGrey(before).Pixels, ImageCodec.DecodeGrey(after).Pixels)
            > SceneDetector.CutThreshold;

    private static byte[] Storyboard(byte[][] frames)
    {
        SKBitmap[] pictures = Array.ConvertAll(frames, frame => ImageCodec.Decode(frame, SKColorType.Rgba8888));
        try
        {
            int width = pictures[0].Width * StoryboardHeight / pictures[0].Height;
            using var board = new SKBitmap(new SKImageInfo(width * pictures.Length, StoryboardHeight, SKColorType.Rgba8888, SKAlphaType.Opaque));
            using var canvas = new SKCanvas(board);
            for (int i = 0; i < pictures.Length; i++)
            {
                using SKImage image = SKImage.FromBitmap(pictures[i]);
                canvas.DrawImage(image, SKRect.Create(i * width, 0, width, StoryboardHeight), new SKSamplingOptions(SKCubicResampler.Mitchell));
            }

            canvas.Flush();
            return ImageCodec.EncodeJpeg(board, StoryboardQuality);
        }
        finally
        {
            Array.ForEach(pictures, picture => picture.Dispose());
        }
    }
}
