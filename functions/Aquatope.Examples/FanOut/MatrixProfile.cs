namespace Aquatope.Examples.FanOut;

/// <summary>Finds the hour that is least like any other, by the matrix profile.</summary>
/// <remarks>
/// Zhu et al. (2018), SCRIMP: the distance matrix of all z-normalised windows is walked along its diagonals, where
/// each product of windows follows from the last in constant time: n² / 2 steps, memory linear in n.
/// </remarks>
internal static class MatrixProfile
{
    private const int Window = TrafficSeries.MinutesPerHour;

    /// <summary>Returns the start of the discord and its distance; zero when the series has no two windows apart.</summary>
    public static (int Start, double Distance) Discord(ReadOnlySpan<int> series)
    {
        int windows = series.Length - Window + 1;
        if (windows <= Window)
        {
            return (0, 0);
        }

        double[] values = Values(series);
        (double[] means, double[] scales) = Moments(values, windows);
        double[] best = new double[windows];
        Array.Fill(best, -1);
        for (int lag = Window; lag < windows; lag++)
        {
            WalkDiagonal(values, lag, means, scales, best);
        }

        int start = 0;
        for (int i = 1; i < windows; i++)
        {
            start = best[i] < best[start] ? i : start;
        }

        return (start, Math.Sqrt(2 * Window * Math.Max(0, 1 - best[start])));
    }

    private static double[] Values(ReadOnlySpan<int> series)
    {
        var values = new double[series.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = series[i];
        }

        return values;
    }

    /// <summary>The mean of each window, and 1 / (sqrt(window) deviation), or zero where nothing varies.</summary>
    private static (double[] Means, double[] Scales) Moments(double[] values, int windows)
    {
        var means = new double[windows];
        var scales = new double[windows];
        for (int i = 0; i < windows; i++)
        {
            ReadOnlySpan<double> window = values.AsSpan(i, Window);
            double sum = 0;
            foreach (double value in window)
            {
                sum += value;
            }

            double mean = sum / Window;
            double squares = 0;
            foreach (double value in window)
            {
                squares += (value - mean) * (value - mean);
            }

            means[i] = mean;
            scales[i] = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
        }

        return (means, scales);
    }

    private static void WalkDiagonal(double[] values, int lag, double[] means, double[] scales, double[] best)
    {
        double product = 0;
        for (int k = 0; k < Window; k++)
        {
            product += values[k] * values[k + lag];
        }

        for (int i = 0; i + lag < best.Length; i++)
        {
            int j = i + lag;
            if (i > 0)
            {
                product += (values[i + Window - 1] * values[j + Window - 1]) - (values[i - 1] * values[j - 1]);
            }

            double correlation = (product - (Window * means[i] * means[j])) * scales[i] * scales[j];
            best[i] = Math.Max(best[i], correlation);
            best[j] = Math.Max(best[j], correlation);
        }
    }
}
