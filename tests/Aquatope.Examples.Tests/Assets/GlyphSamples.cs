using Aquatope.Examples.ImageRecognition;
using SkiaSharp;

namespace Aquatope.Examples.Tests.Assets;

/// <summary>Glyphs for training and for measuring accuracy, made by the steps that real photos go through.</summary>
internal static class GlyphSamples
{
    private const int Canvas = 160;

    public static List<(int Class, byte[] Glyph)> Digits(int perClass, ulong seed) =>
        Make(10, perClass, seed, (canvas, digit, random) =>
            GlyphShapes.DrawDigit(canvas, digit, SKRect.Create(40, 40, 80, 64), random));

    public static List<(int Class, byte[] Glyph)> Symbols(int perClass, ulong seed) =>
        Make(GlyphShapes.Symbols, perClass, seed, (canvas, symbol, random) =>
            GlyphShapes.DrawSymbol(canvas, symbol, SKRect.Create(30, 30, 100, 96), random));

    private static List<(int Class, byte[] Glyph)> Make(
        int classes, int perClass, ulong seed, Action<SKCanvas, int, SeededGenerator> draw)
    {
        var random = new SeededGenerator(seed);
        var samples = new List<(int, byte[])>();
        for (int i = 0; i < classes * perClass; i++)
        {
            using SKSurface surface = SKSurface.Create(new SKImageInfo(Canvas, Canvas, SKColorType.Rgba8888));
            surface.Canvas.Clear(SKColors.White);
            draw(surface.Canvas, i % classes, random);
            samples.Add((i % classes, Cut(surface)));
        }

        return samples;
    }

    private static byte[] Cut(SKSurface surface)
    {
        using SKPixmap pixmap = surface.PeekPixels();
        ReadOnlySpan<byte> rgba = pixmap.GetPixelSpan();
        var ink = new bool[Canvas * Canvas];
        for (int i = 0; i < ink.Length; i++)
        {
            ink[i] = rgba[(4 * i) + 1] < 128;
        }

        var components = new InkComponents(ink, Canvas);
        int largest = Enumerable.Range(0, components.Patches.Count).MaxBy(i => components.Patches[i].Length);
        return GlyphCutter.Cut(components, largest, GlyphCutter.Bounds(components.Patches[largest], 0), skewDegrees: 0);
    }
}
