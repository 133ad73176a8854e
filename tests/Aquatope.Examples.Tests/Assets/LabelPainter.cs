using SkiaSharp;

namespace Aquatope.Examples.Tests.Assets;

/// <summary>Paints photos of parcel labels: tinted, unevenly lit, turned, slightly blurred and noisy.</summary>
internal static class LabelPainter
{
    private const int Width = 2560;
    private const int Height = 1920;
    private const int Quality = 78;

    public static byte[] Paint(LabelContent content)
    {
        var random = new SeededGenerator(content.Seed + 1000);
        using SKSurface surface = SKSurface.Create(new SKImageInfo(Width, Height, SKColorType.Rgba8888));
        SKCanvas canvas = surface.Canvas;
        canvas.Clear(new SKColor(236, 228, 206));
        DrawMarks(canvas, content, random);
        DrawLight(canvas, random);
        using SKImage sharp = surface.Snapshot();
        using SKImage photo = Develop(sharp, random);
        using SKData data = photo.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return data.ToArray();
    }

    private static void DrawMarks(SKCanvas canvas, LabelContent content, SeededGenerator random)
    {
        using SKSurface ink = SKSurface.Create(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        for (int i = 0; i < content.Number.Length; i++)
        {
            GlyphShapes.DrawDigit(ink.Canvas, content.Number[i] - '0', SKRect.Create(330 + (i * 195), 640, 160, 170), random);
        }

        for (int i = 0; i < content.Symbols.Length; i++)
        {
            GlyphShapes.DrawSymbol(ink.Canvas, (int)content.Symbols[i], SKRect.Create(420 + (i * 420), 1080, 280, 260), random);
        }

        using SKImage marks = ink.Snapshot();
        canvas.Save();
        canvas.RotateDegrees((float)content.SkewDegrees, Width / 2f, Height / 2f);
        canvas.DrawImage(marks, SKPoint.Empty, new SKSamplingOptions(SKFilterMode.Linear));
        canvas.Restore();
    }

    private static void DrawLight(SKCanvas canvas, SeededGenerator random)
    {
        var lamp = new SKPoint((float)random.Between(0, Width), (float)random.Between(0, Height));
        SKColor[] colours = [new SKColor(255, 250, 240), new SKColor(120, 116, 122)];
        using SKShader shader = SKShader.CreateRadialGradient(lamp, Width, colours, SKShaderTileMode.Clamp);
        using var light = new SKPaint { Shader = shader, BlendMode = SKBlendMode.Multiply };
        canvas.DrawRect(SKRect.Create(Width, Height), light);
    }

    private static SKImage Develop(SKImage sharp, SeededGenerator random)
    {
        var info = new SKImageInfo(Width, Height, SKColorType.Rgba8888);
        using SKSurface surface = SKSurface.Create(info);
        using SKImageFilter blur = SKImageFilter.CreateBlur(2.2f, 2.2f);
        using var lens = new SKPaint { ImageFilter = blur };
        surface.Canvas.DrawImage(sharp, SKPoint.Empty, lens);
        using SKPixmap pixmap = surface.PeekPixels();
        Span<byte> pixels = pixmap.GetPixelSpan<byte>();
        for (int i = 0; i < pixels.Length; i += 4)
        {
            int noise = random.Next(7) - 3;
            for (int channel = 0; channel < 3; channel++)
            {
                pixels[i + channel] = (byte)Math.Clamp(pixels[i + channel] + noise, 0, 255);
            }
        }

        return surface.Snapshot();
    }
}
