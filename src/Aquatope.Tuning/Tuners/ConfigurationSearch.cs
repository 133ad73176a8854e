namespace Aquatope.Tuning;

/// <summary>Climbs from configuration to configuration, one turn of one knob at a time, and at the top by pairs of small steps.</summary>
internal sealed class ConfigurationSearch
{
    private readonly SearchSpace _space;
    private readonly Func<Configuration, double> _score;
    private readonly Func<Configuration, double> _atMost;
    private readonly Dictionary<Configuration, double?> _scores = [];
    private readonly StageChoices[] _choices;

    /// <summary>Initializes a new instance of the <see cref="ConfigurationSearch"/> class.</summary>
    /// <param name="space">Where to search.</param>
    /// <param name="choices">What is worth having of stages; may be empty.</param>
    /// <param name="score">What to maximise.</param>
    /// <param name="atMost">What that is at most, and is quicker to compute: where this is no improvement, nothing is scored.</param>
    public ConfigurationSearch(SearchSpace space, StageChoices[] choices, Func<Configuration, double> score, Func<Configuration, double> atMost)
    {
        _space = space;
        _choices = choices;
        _score = score;
        _atMost = atMost;
    }

    /// <summary>Gets the number of configurations that were looked at.</summary>
    public int Evaluations => _scores.Count;

    /// <summary>Gets the configurations that were looked at.</summary>
    public IEnumerable<Configuration> Visited => _scores.Keys;

    /// <summary>Returns the score of a configuration, computed once.</summary>
    public double Score(Configuration configuration)
    {
        if (_scores.GetValueOrDefault(configuration) is not { } score)
        {
            score = _score(configuration);
            _scores[configuration] = score;
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
            foreach (Func<Configuration, IEnumerable<Configuration>> turns in Turns())
            {
                foreach (Configuration turned in turns(at))
                {
                    if (Better(turned, score) is { } next)
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
                if (Better(pair, best.Score) is not null)
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

    private double? Better(Configuration configuration, double than)
    {
        if (_scores.GetValueOrDefault(configuration) is null && _atMost(configuration) <= than)
        {
            _scores.TryAdd(configuration, null);
            return null;
        }

        return Score(configuration) is var score && score > than ? score : null;
    }

    // Each returns what a configuration becomes by turns of one knob, or of those of one stage together.
    private IEnumerable<Func<Configuration, IEnumerable<Configuration>>> Turns() =>
    [
        .. _choices.Select<StageChoices, Func<Configuration, IEnumerable<Configuration>>>(choices => from => choices.Near(from, int.MaxValue)),
        .. Enumerable.Range(0, _space.Knobs.Length).Select<int, Func<Configuration, IEnumerable<Configuration>>>(
            knob => from => _space.Knobs[knob].Neighbours(from[knob]).Select(value => from.With(knob, value))),
    ];

    private IEnumerable<Configuration> Pairs(Configuration configuration)
    {
        Func<Configuration, IEnumerable<Configuration>>[] steps =
        [
            .. _choices.Select<StageChoices, Func<Configuration, IEnumerable<Configuration>>>(choices => from => choices.Near(from, 1)),
            .. Enumerable.Range(0, _space.Knobs.Length).Where(knob => !Array.Exists(_choices, choices => choices.Covers(knob)))
                .Select<int, Func<Configuration, IEnumerable<Configuration>>>(knob => from => _space.Knobs[knob].Steps(from[knob]).Select(value => from.With(knob, value))),
        ];
        return from first in Enumerable.Range(0, steps.Length)
               from second in Enumerable.Range(first + 1, steps.Length - first - 1)
               from one in steps[first](configuration)
               from both in steps[second](one)
               select both;
    }
}
