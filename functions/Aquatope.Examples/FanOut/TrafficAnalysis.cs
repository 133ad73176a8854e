namespace Aquatope.Examples.FanOut;

/// <summary>Analyses one part: sums by hour, spikes, and the most unusual hour. Thread-safe after construction.</summary>
internal sealed class TrafficAnalysis
{
    private const int HoursPerDay = 24;

    private readonly TrafficSeries _series = new();

    /// <summary>The number of spikes that are reported, by each part and in all.</summary>
    public const int MostSpikes = 10;

    public TrafficFindings Analyse(TrafficPart part)
    {
        ReadOnlySpan<int> requests = _series.Part(part);
        var byHour = new long[HoursPerDay];
        for (int i = 0; i < requests.Length; i++)
        {
            byHour[(part.FirstMinute + i) / TrafficSeries.MinutesPerHour % HoursPerDay] += requests[i];
        }

        (int start, double distance) = MatrixProfile.Discord(requests);
        return new TrafficFindings(
            part,
            byHour.Sum(),
            byHour,
            SpikeFilter.Find(requests, part.FirstMinute, MostSpikes),
            new TrafficDiscord(part.FirstMinute + start, Math.Round(distance, 4)));
    }
}
