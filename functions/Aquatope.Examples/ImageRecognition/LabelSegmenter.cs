using System.Drawing;

namespace Aquatope.Examples.ImageRecognition;

/// <summary>Finds the two rows of marks on a label: the number, and the handling symbols.</summary>
internal static class LabelSegmenter
{
    private const int LeastHeight = 24;
    private const int GreatestSide = 220;
    private const int LeastInk = 60;

    public static LabelGlyphs Segment(ProxyImage proxy)
    {
        (int width, int height, byte[] pixels) = ImageCodec.DecodeGrey(proxy.Jpeg);
        var image = new GreyImage(width, height, pixels);
        var components = new InkComponents(InkMask.Of(image), image.Width);
        int[] marks = Enumerable.Range(0, components.Patches.Count)
            .Where(patch => IsMark(components.Patches[patch]))
            .ToArray();
        double skew = Skew.Degrees(marks.SelectMany(patch => components.Patches[patch]).ToArray());
        List<List<Mark>> rows = Rows(marks.Select(patch =>
            new Mark(patch, GlyphCutter.Bounds(components.Patches[patch], skew))));

        // The number has more digits than a label has symbols.
        List<Mark> digits = rows.MaxBy(row => row.Count) ?? [];
        IEnumerable<Mark> symbols = rows.Where(row => row != digits).SelectMany(row => row);
        return new LabelGlyphs(proxy.Name, Math.Round(skew, 2), Cut(digits), Cut(symbols));

        byte[][] Cut(IEnumerable<Mark> row) => row
            .Select(mark => GlyphCutter.Cut(components, mark.Patch, mark.Bounds, skew))
            .ToArray();
    }

    private static bool IsMark(Point[] patch)
    {
        if (patch.Length < LeastInk)
        {
            return false;
        }

        RectangleF bounds = GlyphCutter.Bounds(patch, skewDegrees: 0);
        return bounds.Height is >= LeastHeight and <= GreatestSide && bounds.Width <= GreatestSide;
    }

    /// <summary>Rows from top to bottom, each from left to right; marks whose heights overlap by half share a row.</summary>
    private static List<List<Mark>> Rows(IEnumerable<Mark> marks)
    {
        var rows = new List<List<Mark>>();
        foreach (Mark mark in marks.OrderBy(mark => mark.Bounds.Y).ThenBy(mark => mark.Bounds.X))
        {
            List<Mark>? row = rows.Find(row => Overlap(row[0].Bounds, mark.Bounds) > 0.5f);
            if (row is null)
            {
                rows.Add([mark]);
            }
            else
            {
                row.Add(mark);
            }
        }

        rows.ForEach(row => row.Sort((a, b) => a.Bounds.X.CompareTo(b.Bounds.X)));
        return rows;
    }

    private static float Overlap(RectangleF a, RectangleF b) =>
        (Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top)) / Math.Min(a.Height, b.Height);

    private sealed record Mark(int Patch, RectangleF Bounds);
}
