using Aquatope.Examples.Video;
using SkiaSharp;

namespace Aquatope.Examples.Tests.Assets;

/// <summary>Paints clips: scenes of different light, each with things that drift, without any sound.</summary>
internal static class ClipPainter
{
    /// <summary>The speed of the panning camera, in pixels per frame.</summary>
    public const int Pan = 3;

    private const int Width = 384;
    private const int Height = 288;
    private const int Quality = 72;

    /// <summary>Scene i has 10 + 2 i frames, so that cuts fall within chunks and between them.</summary>
    public static int FrameCount(int scenes) => Cuts(scenes + 1)[^1];

    public static int[] Cuts(int scenes)
    {
        var cuts = new List<int>();
        int at = 0;
        for (int i = 0; i < scenes - 1; i++)
        {
            at += 10 + (2 * i);
            cuts.Add(at);
        }

        return [.. cuts];
    }

    public static byte[] Paint(int scenes, ulong seed)
    {
        var frames = new List<byte[]>();
        for (int scene = 0; scene < scenes; scene++)
        {
            using SKBitmap backdrop = Backdrop(scene, new SeededGenerator((seed * 100) + (ulong)scene));
            for (int i = 0; i < 10 + (2 * scene); i++)
            {
                using var frame = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
                using var canvas = new SKCanvas(frame);
                canvas.DrawBitmap(backdrop, -Pan * i, 0);
                canvas.Flush();
                frames.Add(ImageCodec.EncodeJpeg(frame, Quality));
            }
        }

        return MotionJpeg.Join(frames);
    }

    /// <summary>A wide picture for the camera to pan over: dark and bright scenes take turns.</summary>
    private static SKBitmap Backdrop(int scene, SeededGenerator random)
    {
        var backdrop = new SKBitmap(new SKImageInfo(Width * 2, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(backdrop);
        int light = scene % 2 == 0 ? 40 : 170;
        canvas.Clear(new SKColor((byte)light, (byte)(light + 10), (byte)(light + 25)));
        for (int i = 0; i < 90; i++)
        {
            byte shade = (byte)(light + random.Next(60));
            using var paint = new SKPaint { Color = new SKColor(shade, (byte)(shade - random.Next(30)), (byte)(shade - random.Next(40))), IsAntialias = true };
            canvas.DrawCircle(random.Next(Width * 2), random.Next(Height), 6 + random.Next(26), paint);
        }

        return backdrop;
    }
}
