using System.Drawing;
using System.Runtime.InteropServices;

namespace Aquatope.Examples.ImageRecognition;

/// <summary>How far rows of marks are turned: the angle at which their ink falls into the fewest lines.</summary>
/// <remarks>Projection profiles (Postl, 1986): the sum of squared line counts is greatest along the rows.</remarks>
internal static class Skew
{
    private const double Limit = 10;
    private const double CoarseStep = 0.5;
    private const double FineStep = 0.05;

    /// <summary>Returns the angle in degrees, clockwise, within 10 degrees of upright.</summary>
    public static double Degrees(IReadOnlyList<Point> ink)
    {
        double coarse = Best(ink, -Limit, Limit, CoarseStep);
        return Best(ink, coarse - CoarseStep, coarse + CoarseStep, FineStep);
    }

    private static double Best(IReadOnlyList<Point> ink, double from, double to, double step)
    {
        int steps = (int)Math.Round((to - from) / step);
        double best = 0;
        double bestSharpness = -1;
        for (int i = 0; i <= steps; i++)
        {
            double degrees = from + (i * step);
            double sharpness = Sharpness(ink, degrees);
            if (sharpness > bestSharpness)
            {
                (best, bestSharpness) = (degrees, sharpness);
            }
        }

        return best;
    }

    private static double Sharpness(IReadOnlyList<Point> ink, double degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        var lines = new Dictionary<int, int>();
        foreach (Point point in ink)
        {
            int line = (int)Math.Floor((point.Y * cos) - (point.X * sin));
            CollectionsMarshal.GetValueRefOrAddDefault(lines, line, out _)++;
        }

        return lines.Values.Sum(count => (double)count * count);
    }
}
