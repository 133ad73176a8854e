namespace Aquatope.Examples.FanOut;

/// <summary>Joins the findings of all parts and estimates the peak demand. Thread-safe after construction.</summary>
/// <remarks>
/// The interval comes from a block bootstrap of whole hours (Künsch, 1989, with blocks that do not overlap), because
/// neighbouring minutes are not independent. Stream: one generator, seeded by the first minute.
/// </remarks>
internal sealed class TrafficMerger
{
    private const int Replicates = 2000;
    private const double Exceedance = 0.001;
    private const int Block = TrafficSeries.MinutesPerHour;

    private readonly TrafficSeries _series = new();

    public TrafficReport Merge(IReadOnlyList<TrafficFindings> findings)
    {
        if (findings.Count == 0)
        {
            throw new ArgumentException("There are no findings to merge.", nameof(findings));
        }

        TrafficPart[] parts = findings.Select(finding => finding.Part).OrderBy(part => part.FirstMinute).ToArray();
        long[] byHour = new long[findings[0].RequestsByHour.Count];
        foreach (TrafficFindings finding in findings)
        {
            for (int hour = 0; hour < byHour.Length; hour++)
            {
                byHour[hour] += finding.RequestsByHour[hour];
            }
        }

        return new TrafficReport(
            findings.Sum(finding => finding.Requests),
            Array.IndexOf(byHour, byHour.Max()),
            findings.SelectMany(finding => finding.Spikes)
                .OrderByDescending(spike => spike.Score)
                .ThenBy(spike => spike.Minute)
                .Take(TrafficAnalysis.MostSpikes)
                .ToArray(),
            findings.Select(finding => finding.Discord).OrderByDescending(d => d.Distance).ThenBy(d => d.FirstMinute).First(),
            EstimateDemand(new TrafficPart(parts[0].FirstMinute, parts.Sum(part => part.Minutes))));
    }

    private DemandEstimate EstimateDemand(TrafficPart whole)
    {
        ReadOnlySpan<int> requests = _series.Part(whole);
        int blocks = requests.Length / Block;
        int greatest = 0;
        foreach (int value in requests)
        {
            greatest = Math.Max(greatest, value);
        }

        var random = new SeededGenerator((ulong)whole.FirstMinute);
        var histogram = new int[greatest + 1];
        var estimates = new int[Replicates];
        for (int replicate = 0; replicate < Replicates; replicate++)
        {
            Array.Clear(histogram);
            for (int i = 0; i < blocks; i++)
            {
                Count(requests.Slice(random.Next(blocks) * Block, Block), histogram);
            }

            estimates[replicate] = UpperQuantile(histogram, blocks * Block);
        }

        Array.Clear(histogram);
        Count(requests, histogram);
        Array.Sort(estimates);
        return new DemandEstimate(
            UpperQuantile(histogram, requests.Length),
            estimates[(int)(0.025 * Replicates)],
            estimates[(int)(0.975 * Replicates)]);
    }

    private static void Count(ReadOnlySpan<int> requests, int[] histogram)
    {
        foreach (int value in requests)
        {
            histogram[value]++;
        }
    }

    /// <summary>The least value that at most a thousandth of the minutes exceed.</summary>
    private static int UpperQuantile(int[] histogram, int count)
    {
        int allowed = (int)(Exceedance * count);
        int above = 0;
        for (int value = histogram.Length - 1; value > 0; value--)
        {
            above += histogram[value];
            if (above > allowed)
            {
                return value;
            }
        }

        return 0;
    }
}
