namespace Aquatope.Examples.FanOut;

/// <summary>Finds minutes far above their surroundings by the Hampel identifier.</summary>
/// <remarks>
/// Davies and Gather (1993): more than t scaled median absolute deviations from the window's median. The windows slide
/// over a histogram of counts, so that no window is ever sorted.
/// </remarks>
internal static class SpikeFilter
{
    private const int Radius = 180;
    private const double Threshold = 3.5;

    // Makes the median absolute deviation of a normal distribution equal its standard deviation.
    private const double NormalScale = 1.4826;

    /// <summary>Returns the spikes, highest score first, at most as many as asked for.</summary>
    public static TrafficSpike[] Find(ReadOnlySpan<int> requests, int firstMinute, int most)
    {
        var spikes = new List<TrafficSpike>();
        int[] histogram = new int[Greatest(requests) + 1];
        int count = 0;
        for (int i = 0; i < Math.Min(Radius, requests.Length); i++)
        {
            histogram[requests[i]]++;
            count++;
        }

        for (int i = 0; i < requests.Length; i++)
        {
            if (i + Radius < requests.Length)
            {
                histogram[requests[i + Radius]]++;
                count++;
            }

            if (i - Radius - 1 >= 0)
            {
                histogram[requests[i - Radius - 1]]--;
                count--;
            }

            double score = Score(requests[i], histogram, count);
            if (score > Threshold)
            {
                spikes.Add(new TrafficSpike(firstMinute + i, requests[i], Math.Round(score, 3)));
            }
        }

        return spikes.OrderByDescending(spike => spike.Score).ThenBy(spike => spike.Minute).Take(most).ToArray();
    }

    private static double Score(int value, int[] histogram, int count)
    {
        int half = (count + 1) / 2;
        int median = 0;
        for (int below = histogram[0]; below < half; below += histogram[median])
        {
            median++;
        }

        int deviation = 0;
        for (int within = histogram[median]; within < half; within += At(median - deviation) + At(median + deviation))
        {
            deviation++;
        }

        return (value - median) / Math.Max(1, NormalScale * deviation);

        int At(int i) => (uint)i < (uint)histogram.Length ? histogram[i] : 0;
    }

    private static int Greatest(ReadOnlySpan<int> requests)
    {
        int greatest = 0;
        foreach (int value in requests)
        {
            greatest = Math.Max(greatest, value);
        }

        return greatest;
    }
}
