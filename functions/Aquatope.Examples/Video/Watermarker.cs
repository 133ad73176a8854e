using SkiaSharp;

namespace Aquatope.Examples.Video;

/// <summary>Blends a text into every frame, in strokes of seven segments: no font is needed.</summary>
internal static class Watermarker
{
    private const int Quality = 80;
    private const float DigitWidth = 14;
    private const float DigitHeight = 24;
    private const float Advance = 21;
    private const float Margin = 12;

    /// <summary>Segments a to g of a seven-segment display as bits 0 to 6, for 0 to F and the hyphen.</summary>
    private static ReadOnlySpan<byte> Segments =>
        [0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F, 0x77, 0x7C, 0x39, 0x5E, 0x79, 0x71, 0x40];

    private const string Characters = "0123456789ABCDEF-";

    public static async Task<EncodedChunk> MarkAsync(ClipChunk chunk, ArtefactStore artefacts)
    {
        List<byte[]> frames = MotionJpeg.Frames(await artefacts.GetAsync(chunk.Artefact));
        byte[] stream = MotionJpeg.Join(frames.Select(frame => Mark(frame, chunk.Watermark)));
        return new EncodedChunk(chunk.Index, frames.Count, stream.Length, await artefacts.PutAsync(stream));
    }

    private static byte[] Mark(byte[] frame, string text)
    {
        using SKBitmap bitmap = ImageCodec.Decode(frame, SKColorType.Rgba8888);
        using var canvas = new SKCanvas(bitmap);
        Draw(canvas, text, 1.5f, new SKPaint { Color = new SKColor(0, 0, 0, 110), StrokeWidth = 4, IsAntialias = true });
        Draw(canvas, text, 0, new SKPaint { Color = new SKColor(255, 255, 255, 170), StrokeWidth = 3, IsAntialias = true });
        return ImageCodec.EncodeJpeg(bitmap, Quality);
    }

    private static void Draw(SKCanvas canvas, string text, float offset, SKPaint paint)
    {
        using (paint)
        {
            for (int i = 0; i < text.Length; i++)
            {
                int character = Characters.IndexOf(text[i], StringComparison.Ordinal);
                if (character < 0)
                {
                    throw new ArgumentException($"A watermark cannot contain '{text[i]}'; it takes {Characters}.", nameof(text));
                }

                Draw(canvas, Segments[character], new SKPoint(Margin + offset + (i * Advance), Margin + offset), paint);
            }
        }
    }

    private static void Draw(SKCanvas canvas, int segments, SKPoint at, SKPaint paint)
    {
        float right = at.X + DigitWidth;
        float middle = at.Y + (DigitHeight / 2);
        float bottom = at.Y + DigitHeight;
        Line(0, at.X, at.Y, right, at.Y);
        Line(1, right, at.Y, right, middle);
        Line(2, right, middle, right, bottom);
        Line(3, at.X, bottom, right, bottom);
        Line(4, at.X, middle, at.X, bottom);
        Line(5, at.X, at.Y, at.X, middle);
        Line(6, at.X, middle, right, middle);

        void Line(int segment, float x0, float y0, float x1, float y1)
        {
            if ((segments >> segment & 1) != 0)
            {
                canvas.DrawLine(x0, y0, x1, y1, paint);
            }
        }
    }
}
