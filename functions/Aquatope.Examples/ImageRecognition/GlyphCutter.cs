using System.Drawing;

namespace Aquatope.Examples.ImageRecognition;

/// <summary>Cuts a patch of ink out, upright and scaled to the form that the classifiers take.</summary>
internal static class GlyphCutter
{
    /// <summary>The width and height of a glyph, in pixels.</summary>
    public const int Size = 32;

    private const int Box = 28;
    private const int Samples = 3;

    /// <summary>The bounds of a patch after it was set upright.</summary>
    public static RectangleF Bounds(IReadOnlyList<Point> patch, double skewDegrees)
    {
        (double sin, double cos) = Math.SinCos(skewDegrees * Math.PI / 180);
        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        foreach (Point point in patch)
        {
            double x = (point.X * cos) + (point.Y * sin);
            double y = (point.Y * cos) - (point.X * sin);
            left = Math.Min(left, x);
            right = Math.Max(right, x);
            top = Math.Min(top, y);
            bottom = Math.Max(bottom, y);
        }

        return RectangleF.FromLTRB((float)left, (float)top, (float)right + 1, (float)bottom + 1);
    }

    /// <summary>The share of ink in each of 32 x 32 cells; the longer side of the patch fills 28 of them.</summary>
    public static byte[] Cut(InkComponents components, int patch, RectangleF bounds, double skewDegrees)
    {
        (double sin, double cos) = Math.SinCos(skewDegrees * Math.PI / 180);
        double scale = Math.Max(bounds.Width, bounds.Height) / Box;
        double centreX = bounds.X + (bounds.Width / 2);
        double centreY = bounds.Y + (bounds.Height / 2);
        var glyph = new byte[Size * Size];
        for (int i = 0; i < glyph.Length; i++)
        {
            int ink = 0;
            for (int sample = 0; sample < Samples * Samples; sample++)
            {
                double u = (i % Size) + (((sample % Samples) + 0.5) / Samples);
                double v = (i / Size) + (((sample / Samples) + 0.5) / Samples);
                double x = centreX + ((u - (Size / 2)) * scale);
                double y = centreY + ((v - (Size / 2)) * scale);
                int sourceX = (int)Math.Floor((x * cos) - (y * sin));
                int sourceY = (int)Math.Floor((x * sin) + (y * cos));
                ink += components.IsIn(patch, sourceX, sourceY) ? 1 : 0;
            }

            glyph[i] = (byte)(255 * ink / (Samples * Samples));
        }

        return glyph;
    }
}
