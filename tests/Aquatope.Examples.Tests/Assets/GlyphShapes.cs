using System.Globalization;
using SkiaSharp;

namespace Aquatope.Examples.Tests.Assets;

/// <summary>The shapes of digits and handling symbols, each drawn a little differently every time.</summary>
/// <remarks>Paths are SVG path data in the unit square. One generator feeds every variation, in order of drawing.</remarks>
internal static class GlyphShapes
{
    private static readonly string[] DigitPaths =
    [
        "M .5 0 C .85 0 .95 .3 .95 .5 C .95 .8 .75 1 .5 1 C .2 1 .05 .75 .05 .5 C .05 .2 .2 0 .5 0 Z",
        "M .2 .22 L .55 0 L .55 1",
        "M .08 .25 C .1 .05 .3 0 .5 0 C .8 0 .95 .15 .9 .35 C .85 .55 .3 .75 .05 1 L .95 1",
        "M .1 .1 C .3 -.05 .85 -.05 .85 .25 C .85 .45 .6 .48 .4 .48 C .7 .48 .95 .55 .92 .78 C .9 1.02 .35 1.08 .05 .88",
        "M .7 1 L .7 0 L .05 .68 L .98 .68",
        "M .88 0 L .2 0 L .14 .45 C .35 .35 .95 .35 .93 .7 C .9 1.05 .3 1.05 .06 .88",
        "M .8 .04 C .4 .1 .05 .4 .08 .7 C .1 1.08 .9 1.08 .92 .7 C .9 .36 .2 .36 .08 .68",
        "M .05 0 L .95 0 L .4 1",
        "M .5 .46 C .1 .4 .1 0 .5 0 C .9 0 .9 .4 .5 .46 C 0 .55 0 1 .5 1 C 1 1 1 .55 .5 .46 Z",
        "M .92 .32 C .9 .66 .1 .66 .08 .3 C .1 -.08 .9 -.08 .92 .3 C .95 .6 .7 .92 .25 1",
    ];

    private static readonly string[] SymbolPaths =
    [
        "M .5 0 L 1 .5 L .7 .5 L .7 1 L .3 1 L .3 .5 L 0 .5 Z",
        "M .15 0 L .85 0 C .9 .35 .75 .55 .56 .6 L .56 .88 L .8 1 L .2 1 L .44 .88 L .44 .6 C .25 .55 .1 .35 .15 0 Z",
        "M .5 0 C .6 .3 .9 .5 .9 .68 C .9 .9 .7 1 .5 1 C .3 1 .1 .9 .1 .68 C .1 .5 .4 .3 .5 0 Z",
        "M .5 0 L .62 .38 L 1 .38 L .69 .6 L .81 1 L .5 .76 L .19 1 L .31 .6 L 0 .38 L .38 .38 Z",
        "M .35 0 L .65 0 L .65 .35 L 1 .35 L 1 .65 L .65 .65 L .65 1 L .35 1 L .35 .65 L 0 .65 L 0 .35 L .35 .35 Z",
        "M .5 0 L 1 1 L 0 1 Z M .5 .4 L .7 .85 L .3 .85 Z",
        "M .6 0 L .15 .58 L .48 .58 L .35 1 L .85 .4 L .52 .4 Z",
        "M .5 0 L .5 1 M .07 .25 L .93 .75 M .07 .75 L .93 .25",
    ];

    private const int Snowflake = 7;

    public static int Symbols => SymbolPaths.Length;

    /// <summary>Draws a digit with its upper left corner at the place given, as a pen stroke.</summary>
    public static void DrawDigit(SKCanvas canvas, int digit, SKRect place, SeededGenerator random)
    {
        using SKPaint ink = Ink(stroke: (float)(place.Height * random.Between(0.08, 0.14)));
        Draw(canvas, Jittered(DigitPaths[digit], 0.025, random), Inside(place, 0.62f), ink, random);
    }

    /// <summary>Draws a handling symbol, as a printed shape.</summary>
    public static void DrawSymbol(SKCanvas canvas, int symbol, SKRect place, SeededGenerator random)
    {
        using SKPaint ink = Ink(symbol == Snowflake ? (float)(place.Height * random.Between(0.08, 0.13)) : null);
        Draw(canvas, Jittered(SymbolPaths[symbol], 0.015, random), Inside(place, 0.95f), ink, random);
    }

    private static SKPaint Ink(float? stroke) => new()
    {
        Color = new SKColor(28, 30, 44),
        IsAntialias = true,
        Style = stroke is null ? SKPaintStyle.Fill : SKPaintStyle.Stroke,
        StrokeWidth = stroke ?? 0,
        StrokeCap = SKStrokeCap.Round,
        StrokeJoin = SKStrokeJoin.Round,
    };

    private static SKRect Inside(SKRect place, float aspect)
    {
        float width = place.Height * aspect;
        return SKRect.Create(place.MidX - (width / 2), place.Top, width, place.Height);
    }

    private static void Draw(SKCanvas canvas, string data, SKRect place, SKPaint ink, SeededGenerator random)
    {
        using SKPath path = SKPath.ParseSvgPathData(data);
        path.FillType = SKPathFillType.EvenOdd;
        canvas.Save();
        canvas.Translate(place.MidX, place.MidY);
        canvas.RotateDegrees((float)random.Between(-5, 5));
        canvas.Skew((float)random.Between(-0.12, 0.12), 0);
        canvas.Scale(place.Width * (float)random.Between(0.88, 1.1), place.Height * (float)random.Between(0.92, 1.04));
        canvas.Translate(-0.5f, -0.5f);

        // The pen keeps its width; only the line is stretched.
        SKMatrix matrix = canvas.TotalMatrix;
        path.Transform(matrix);
        canvas.ResetMatrix();
        canvas.DrawPath(path, ink);
        canvas.Restore();
    }

    private static string Jittered(string data, double deviation, SeededGenerator random) =>
        string.Join(' ', data.Split(' ').Select(token =>
            double.TryParse(token, CultureInfo.InvariantCulture, out double value)
                ? (value + (deviation * random.NextNormal())).ToString("0.####", CultureInfo.InvariantCulture)
                : token));
}
