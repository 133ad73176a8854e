using Aquatope.Inference;

namespace Aquatope.Tuning.Tests.Tuners;

public sealed class ConfigurationSearchTests
{
    private static readonly SearchSpace Space = new([.. Enumerable.Range(0, 4).Select(i => Knob.Range($"knob{i}", stage: null, 0, 1))]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_WhatCannotBeBetterIsNotScored_FindsTheSame(ulong seed)
    {
        Configuration[] starts = [.. Enumerable.Range(0, 5).Select(n => Space.Draw(new SeededRandom(seed + (10 * (ulong)n))))];
        int scored = 0;
        var all = new ConfigurationSearch(Space, [], Score, _ => double.PositiveInfinity);
        (Configuration Configuration, double Score) best = all.Run(starts, 400);
        int scoredOfAll = scored;

        scored = 0;
        var bounded = new ConfigurationSearch(Space, [], Score, configuration => -Cost(configuration));

        Assert.Equal(best, bounded.Run(starts, 400));
        Assert.Equal(all.Visited, bounded.Visited);
        Assert.InRange(scored, 1, 0.8 * scoredOfAll);

        // Cheap where the sum is small, feasible where the product is large.
        double Score(Configuration configuration)
        {
            scored++;
            return configuration.Values.Aggregate((one, other) => one * other) > 0.01 ? -Cost(configuration) : -100;
        }
    }

    [Fact]
    public void Score_OfWhatWasNotScored_IsComputedThen()
    {
        var search = new ConfigurationSearch(Space, [], configuration => -Cost(configuration), configuration => -Cost(configuration));
        search.Run([Space.Draw(new SeededRandom(1))], 100);

        Assert.All(search.Visited.ToList(), visited => Assert.Equal(-Cost(visited), search.Score(visited)));
    }

    private static double Cost(Configuration configuration) => configuration.Values.Sum();
}
