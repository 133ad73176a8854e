namespace Aquatope.Tuning;

/// <summary>Finds allowed configurations near summits of a function over the unit cube, none that was tried and none twice.</summary>
internal sealed class UntriedConfigurations
{
    private readonly SearchSpace _space;
    private readonly HashSet<Configuration> _taken;

    public UntriedConfigurations(SearchSpace space, IEnumerable<Configuration> taken)
    {
        _space = space;
        _taken = [.. taken];
    }

    /// <summary>Takes the allowed configuration nearest to a summit, or one up from there by single turns, past those already taken.</summary>
    /// <param name="summit">A point of the cube, [d].</param>
    /// <param name="score">The function.</param>
    /// <returns>The configuration, taken from now on; null where every configuration about is taken.</returns>
    public Configuration? TakeNear(double[] summit, Func<double[], double> score)
    {
        Configuration nearest = _space.Decode(summit);
        Configuration? best = Best([nearest, .. _space.Neighbours(nearest)]);
        while (best is not null && Best([best, .. _space.Neighbours(best)]) is { } next && next != best)
        {
            best = next;
        }

        if (best is not null)
        {
            _taken.Add(best);
        }

        return best;

        Configuration? Best(IEnumerable<Configuration> candidates) =>
            candidates.Where(candidate => !_taken.Contains(candidate)).MaxBy(candidate => score(_space.Encode(candidate)));
    }
}
