namespace Aquatope.Examples.ImageRecognition;

/// <summary>Which pixels are ink: a median filter against specks, then a threshold that follows the light.</summary>
internal static class InkMask
{
    private const int WindowRadius = 24;
    private const double Sensitivity = 0.22;
    private const double DeviationRange = 128;

    public static bool[] Of(GreyImage image) => Threshold(Median(image));

    /// <summary>The median of every 3 x 3 neighbourhood; the border is copied.</summary>
    internal static GreyImage Median(GreyImage image)
    {
        var filtered = (byte[])image.Pixels.Clone();
        Span<byte> window = stackalloc byte[9];
        for (int y = 1; y + 1 < image.Height; y++)
        {
            for (int x = 1; x + 1 < image.Width; x++)
            {
                int at = (y * image.Width) + x;
                image.Pixels.AsSpan(at - image.Width - 1, 3).CopyTo(window);
                image.Pixels.AsSpan(at - 1, 3).CopyTo(window[3..]);
                image.Pixels.AsSpan(at + image.Width - 1, 3).CopyTo(window[6..]);
                filtered[at] = MedianOfNine(window);
            }
        }

        return image with { Pixels = filtered };
    }

    private static byte MedianOfNine(Span<byte> window)
    {
        for (int i = 1; i < window.Length; i++)
        {
            byte value = window[i];
            int j = i - 1;
            while (j >= 0 && window[j] > value)
            {
                window[j + 1] = window[j];
                j--;
            }

            window[j + 1] = value;
        }

        return window[4];
    }

    /// <summary>Sauvola and Pietikäinen (2000), equation 5, with means and deviations from summed-area tables.</summary>
    private static bool[] Threshold(GreyImage image)
    {
        int stride = image.Width + 1;
        (long[] sums, long[] squares) = SummedAreas(image);
        var ink = new bool[image.Pixels.Length];
        for (int y = 0; y < image.Height; y++)
        {
            int top = Math.Max(0, y - WindowRadius) * stride;
            int bottom = Math.Min(image.Height, y + WindowRadius + 1) * stride;
            for (int x = 0; x < image.Width; x++)
            {
                int left = Math.Max(0, x - WindowRadius);
                int right = Math.Min(image.Width, x + WindowRadius + 1);
                double count = (double)(right - left) * ((bottom - top) / stride);
                double mean = (sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left]) / count;
                double square = (squares[bottom + right] - squares[bottom + left] - squares[top + right] + squares[top + left]) / count;
                double deviation = Math.Sqrt(Math.Max(0, square - (mean * mean)));
                double threshold = mean * (1 + (Sensitivity * ((deviation / DeviationRange) - 1)));
                ink[(y * image.Width) + x] = image.Pixels[(y * image.Width) + x] < threshold;
            }
        }

        return ink;
    }

    private static (long[] Sums, long[] Squares) SummedAreas(GreyImage image)
    {
        int stride = image.Width + 1;
        var sums = new long[stride * (image.Height + 1)];
        var squares = new long[stride * (image.Height + 1)];
        for (int y = 0; y < image.Height; y++)
        {
            long rowSum = 0;
            long rowSquares = 0;
            for (int x = 0; x < image.Width; x++)
            {
                int value = image.Pixels[(y * image.Width) + x];
                rowSum += value;
                rowSquares += value * value;
                int at = ((y + 1) * stride) + x + 1;
                sums[at] = sums[at - stride] + rowSum;
                squares[at] = squares[at - stride] + rowSquares;
            }
        }

        return (sums, squares);
    }
}
