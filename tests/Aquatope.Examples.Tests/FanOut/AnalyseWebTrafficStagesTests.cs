using Aquatope.Examples.FanOut;

namespace Aquatope.Examples.Tests.FanOut;

public sealed class AnalyseWebTrafficStagesTests
{
    private static readonly Lazy<TrafficAnalysis> Analysis = new(static () => new TrafficAnalysis());

    [Theory]
    [InlineData(1, 3)]
    [InlineData(5, 7)]
    [InlineData(24, 6)]
    public void Split_AnyQuery_CoversItWithoutGapsInWholeHours(int days, int parts)
    {
        IReadOnlyList<TrafficPart> plan = TrafficSplitter.Split(new TrafficQuery(FirstDay: 2, days, parts)).Parts;

        Assert.Equal(parts, plan.Count);
        Assert.Equal(2 * 1440, plan[0].FirstMinute);
        Assert.Equal(days * 1440, plan.Sum(part => part.Minutes));
        Assert.All(plan, part => Assert.Equal(0, part.Minutes % 60));
        Assert.All(plan.Zip(plan.Skip(1)), pair => Assert.Equal(pair.First.FirstMinute + pair.First.Minutes, pair.Second.FirstMinute));
        Assert.InRange(plan.Max(part => part.Minutes) - plan.Min(part => part.Minutes), 0, 60);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 25)]
    public void Split_WrongNumberOfParts_Throws(int days, int parts) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TrafficSplitter.Split(new TrafficQuery(0, days, parts)));

    [Fact]
    public void Series_Committed_IsJulyUntilTheGap()
    {
        var series = new TrafficSeries();

        Assert.Equal(39_692, series.Minutes);
        Assert.Equal([42, 62], series.Part(new TrafficPart(0, 2)).ToArray());
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(39_690, 3)]
    [InlineData(5, 0)]
    public void Part_OutsideTheSeries_Throws(int first, int minutes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Analysis.Value.Analyse(new TrafficPart(first, minutes)));

    [Fact]
    public void Find_OneSpikeInNoise_ReportsItAlone()
    {
        var random = new SeededGenerator(4);
        int[] requests = Enumerable.Range(0, 900).Select(_ => 50 + random.Next(11)).ToArray();
        requests[417] = 140;

        TrafficSpike[] spikes = SpikeFilter.Find(requests, firstMinute: 1000, most: 10);

        TrafficSpike spike = Assert.Single(spikes);
        Assert.Equal((1417, 140), (spike.Minute, spike.Requests));
    }

    [Fact]
    public void Find_RealTraffic_AgreesWithSortedWindows()
    {
        int[] requests = new TrafficSeries().Part(new TrafficPart(5_200, 700)).ToArray();

        TrafficSpike[] spikes = SpikeFilter.Find(requests, firstMinute: 0, most: 1_000);

        var expected = new List<int>();
        for (int i = 0; i < requests.Length; i++)
        {
            int[] window = requests[Math.Max(0, i - 180)..Math.Min(requests.Length, i + 181)];
            int median = window.Order().ElementAt((window.Length - 1) / 2);
            int deviation = window.Select(value => Math.Abs(value - median)).Order().ElementAt((window.Length - 1) / 2);
            if ((requests[i] - median) / Math.Max(1, 1.4826 * deviation) > 3.5)
            {
                expected.Add(i);
            }
        }

        Assert.Equal(expected, spikes.Select(spike => spike.Minute).Order());
        Assert.NotEmpty(expected);
    }

    [Fact]
    public void Discord_RepeatingHoursButOne_IsThatHour()
    {
        int[] series = Enumerable.Range(0, 720).Select(i => 100 + (int)(40 * Math.Sin(i * 2 * Math.PI / 60))).ToArray();
        for (int i = 300; i < 330; i++)
        {
            series[i] = 100 + (i % 7 * 9);
        }

        (int start, double distance) = MatrixProfile.Discord(series);

        Assert.InRange(start, 300 - 59, 330);
        Assert.True(distance > 3);
    }

    [Fact]
    public void Discord_RealTraffic_AgreesWithDirectComputation()
    {
        int[] series = new TrafficSeries().Part(new TrafficPart(20_000, 400)).ToArray();

        (int start, double distance) = MatrixProfile.Discord(series);

        (int expectedStart, double expectedDistance) = DiscordDirectly(series);
        Assert.Equal(expectedStart, start);
        Assert.Equal(expectedDistance, distance, 1e-6);
    }

    [Fact]
    public void Discord_ConstantOrShortSeries_IsFinite()
    {
        Assert.Equal((0, 0), MatrixProfile.Discord(new int[100]));
        Assert.True(double.IsFinite(MatrixProfile.Discord(new int[300]).Distance));
    }

    [Fact]
    public void Merge_AllParts_AgreesWithOnePart()
    {
        var merger = new TrafficMerger();
        TrafficFindings whole = Analysis.Value.Analyse(new TrafficPart(0, 2 * 1440));
        TrafficFindings[] parts = TrafficSplitter.Split(new TrafficQuery(0, 2, 5)).Parts
            .Select(Analysis.Value.Analyse)
            .ToArray();

        TrafficReport one = merger.Merge([whole]);
        TrafficReport many = merger.Merge(parts);

        Assert.Equal(one.Requests, many.Requests);
        Assert.Equal(one.BusiestHour, many.BusiestHour);
        Assert.Equal(one.Demand, many.Demand);
        Assert.InRange(one.Demand.RequestsPerMinute, one.Demand.Low, one.Demand.High);
        Assert.InRange(one.BusiestHour, 9, 17);
        Assert.Equal(parts.Max(part => part.Discord.Distance), many.Discord.Distance);
        Assert.Equal(many.Spikes.Select(spike => spike.Score).OrderDescending(), many.Spikes.Select(spike => spike.Score));
    }

    [Fact]
    public void Merge_Nothing_Throws() => Assert.Throws<ArgumentException>(() => new TrafficMerger().Merge([]));

    private static (int Start, double Distance) DiscordDirectly(int[] series)
    {
        double[][] windows = Enumerable.Range(0, series.Length - 59).Select(i => Normalised(series[i..(i + 60)])).ToArray();
        double[] nearest = windows.Select((a, i) => windows
            .Where((_, j) => Math.Abs(i - j) >= 60)
            .Min(b => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum()))).ToArray();
        int start = Array.IndexOf(nearest, nearest.Max());
        return (start, nearest[start]);
    }

    private static double[] Normalised(int[] window)
    {
        double mean = window.Average();
        double deviation = Math.Sqrt(window.Average(value => (value - mean) * (value - mean)));
        return Array.ConvertAll(window, value => (value - mean) / deviation);
    }
}
