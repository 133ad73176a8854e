namespace Aquatope.Tuning;

/// <summary>Climbs from configuration to configuration, one turn of one knob at a time, and at the top by pairs of small steps.</summary>
internal sealed class ConfigurationSearch
{
    private readonly SearchSpace _space;
    private readonly Func<Configuration, double> _score;
    private readonly Dictionary<Configuration, double> _scores = [];

    public ConfigurationSearch(SearchSpace space, Func<Configuration, double> score)
    {
        _space = space;
        _score = score;
    }

    /// <summary>Gets the number of configurations that were scored.</summary>
    public int Evaluations => _scores.Count;

    /// <summary>Gets the configurations that were scored.</summary>
    public IEnumerable<Configuration> Visited => _scores.Keys;

    /// <summary>Returns the score of a configuration, computed once.</summary>
    public double Score(Configuration configuration)
    {
        if (!_scores.TryGetValue(configuration, out double score))
        {
            score = _score(configuration);
            _scores.Add(configuration, score);
        }

        return score;
    }

    /// <summary>Climbs from every start and polishes the best summit.</summary>
    /// <param name="starts">Where to start; at least one.</param>
    /// <param name="maxEvaluations">When to stop starting anew.</param>
    /// <returns>The best configuration found and its score.</returns>
    public (Configuration Configuration, double Score) Run(IEnumerable<Configuration> starts, int maxEvaluations)
    {
        (Configuration? Configuration, double Score) best = (null, double.NegativeInfinity);
        foreach (Configuration start in starts)
        {
            if (Evaluations >= maxEvaluations && best.Configuration is not null)
            {
                break;
            }

            (Configuration Configuration, double Score) summit = Climb(start, maxEvaluations);
            best = summit.Score > best.Score || best.Configuration is null ? summit : best;
        }

        return Polish((best.Configuration!, best.Score), maxEvaluations + (maxEvaluations / 2));
    }

    // All turns of one knob are compared before moving, knob after knob, until a round brings nothing.
    private (Configuration Configuration, double Score) Climb(Configuration start, int maxEvaluations)
    {
        Configuration at = start;
        double score = Score(at);
        bool improved = true;
        while (improved && Evaluations < maxEvaluations)
        {
            improved = false;
            for (int knob = 0; knob < _space.Knobs.Length; knob++)
            {
                Configuration from = at;
                foreach (double value in _space.Knobs[knob].Neighbours(from[knob]))
                {
                    Configuration turned = from.With(knob, value);
                    double next = Score(turned);
                    if (next > score)
                    {
                        (at, score) = (turned, next);
                        improved = true;
                    }
                }
            }
        }

        return (at, score);
    }

    // Next to the bound a saving at one knob must be paid for by another: single turns cannot see it, pairs can.
    private (Configuration Configuration, double Score) Polish((Configuration Configuration, double Score) best, int maxEvaluations)
    {
        bool improved = true;
        while (improved && Evaluations < maxEvaluations)
        {
            improved = false;
            foreach (Configuration pair in Pairs(best.Configuration))
            {
                double next = Score(pair);
                if (next > best.Score)
                {
                    best = Climb(pair, maxEvaluations);
                    improved = true;
                    break;
                }

                if (Evaluations >= maxEvaluations)
                {
                    break;
                }
            }
        }

        return best;
    }

    private IEnumerable<Configuration> Pairs(Configuration configuration)
    {
        for (int first = 0; first < _space.Knobs.Length; first++)
        {
            for (int second = first + 1; second < _space.Knobs.Length; second++)
            {
                foreach (double one in _space.Knobs[first].Steps(configuration[first]))
                {
                    foreach (double other in _space.Knobs[second].Steps(configuration[second]))
                    {
                        yield return configuration.With(first, one).With(second, other);
                    }
                }
            }
        }
    }
}
