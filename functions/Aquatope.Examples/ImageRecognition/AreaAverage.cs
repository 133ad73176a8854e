namespace Aquatope.Examples.ImageRecognition;

/// <summary>Shrinks a plane along one axis; every source pixel counts by the share of it that a target pixel covers.</summary>
internal static class AreaAverage
{
    public static float[] Columns(float[] source, int width, int height, int targetWidth)
    {
        (int First, float[] Weights)[] taps = Taps(width, targetWidth);
        var target = new float[targetWidth * height];
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<float> row = source.AsSpan(y * width, width);
            for (int x = 0; x < targetWidth; x++)
            {
                (int first, float[] weights) = taps[x];
                float sum = 0;
                for (int k = 0; k < weights.Length; k++)
                {
                    sum += weights[k] * row[first + k];
                }

                target[(y * targetWidth) + x] = sum;
            }
        }

        return target;
    }

    public static float[] Rows(float[] source, int width, int height, int targetHeight)
    {
        (int First, float[] Weights)[] taps = Taps(height, targetHeight);
        var target = new float[width * targetHeight];
        for (int y = 0; y < targetHeight; y++)
        {
            (int first, float[] weights) = taps[y];
            Span<float> row = target.AsSpan(y * width, width);
            for (int k = 0; k < weights.Length; k++)
            {
                ReadOnlySpan<float> from = source.AsSpan((first + k) * width, width);
                for (int x = 0; x < width; x++)
                {
                    row[x] += weights[k] * from[x];
                }
            }
        }

        return target;
    }

    private static (int First, float[] Weights)[] Taps(int length, int targetLength)
    {
        double step = (double)length / targetLength;
        var taps = new (int, float[])[targetLength];
        for (int i = 0; i < targetLength; i++)
        {
            double from = i * step;
            double to = Math.Min(length, from + step);
            int first = (int)from;
            int last = Math.Min(length - 1, (int)Math.Ceiling(to) - 1);
            var weights = new float[last - first + 1];
            for (int k = 0; k < weights.Length; k++)
            {
                double covered = Math.Min(to, first + k + 1) - Math.Max(from, first + k);
                weights[k] = (float)(covered / (to - from));
            }

            taps[i] = (first, weights);
        }

        return taps;
    }
}
