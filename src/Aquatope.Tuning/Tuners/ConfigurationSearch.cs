namespace Aquatope.Tuning;

/// <summary>Climbs from configuration to configuration, one step of one knob at a time, and at the top by pairs of steps.</summary>
internal sealed class ConfigurationSearch
{
    private readonly IReadOnlyList<StageModel> _stages;
    private readonly Func<ResourceConfiguration[], double> _score;
    private readonly Dictionary<WorkflowKey, double> _scores = [];

    public ConfigurationSearch(IReadOnlyList<StageModel> stages, Func<ResourceConfiguration[], double> score)
    {
        _stages = stages;
        _score = score;
    }

    /// <summary>Gets the number of configurations that were scored.</summary>
    public int Evaluations => _scores.Count;

    /// <summary>Returns the score of a configuration, computed once.</summary>
    public double Score(ResourceConfiguration[] state)
    {
        var key = new WorkflowKey(state);
        if (!_scores.TryGetValue(key, out double score))
        {
            score = _score(state);
            _scores.Add(key, score);
        }

        return score;
    }

    /// <summary>Climbs from every start and polishes the best summit.</summary>
    /// <param name="starts">Where to start.</param>
    /// <param name="maxEvaluations">When to stop starting anew.</param>
    /// <returns>The best configuration found and its score.</returns>
    public (ResourceConfiguration[] State, double Score) Run(IEnumerable<ResourceConfiguration[]> starts, int maxEvaluations)
    {
        (ResourceConfiguration[] State, double Score) best = ([], double.NegativeInfinity);
        foreach (ResourceConfiguration[] start in starts)
        {
            if (Evaluations >= maxEvaluations && best.State.Length > 0)
            {
                break;
            }

            (ResourceConfiguration[] State, double Score) summit = Climb(start, maxEvaluations);
            best = summit.Score > best.Score ? summit : best;
        }

        return Polish(best, maxEvaluations + (maxEvaluations / 2));
    }

    // All single steps of one stage are compared before moving, stage after stage, until a round brings nothing.
    private (ResourceConfiguration[] State, double Score) Climb(ResourceConfiguration[] start, int maxEvaluations)
    {
        ResourceConfiguration[] state = [.. start];
        double score = Score(state);
        bool improved = true;
        while (improved && Evaluations < maxEvaluations)
        {
            improved = false;
            for (int k = 0; k < state.Length; k++)
            {
                ResourceConfiguration before = state[k];
                ResourceConfiguration chosen = before;
                foreach (ResourceConfiguration neighbour in _stages[k].Space.Neighbours(before))
                {
                    state[k] = neighbour;
                    double next = Score(state);
                    if (next > score)
                    {
                        score = next;
                        chosen = neighbour;
                    }
                }

                state[k] = chosen;
                improved |= chosen != before;
            }
        }

        return (state, score);
    }

    // Next to the bound a saving in one stage must be paid for by another: single steps cannot see it, pairs can.
    private (ResourceConfiguration[] State, double Score) Polish((ResourceConfiguration[] State, double Score) best, int maxEvaluations)
    {
        bool improved = true;
        while (improved && Evaluations < maxEvaluations)
        {
            improved = false;
            foreach (ResourceConfiguration[] pair in Pairs(best.State))
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

    private IEnumerable<ResourceConfiguration[]> Pairs(ResourceConfiguration[] state)
    {
        for (int a = 0; a < state.Length; a++)
        {
            for (int b = a + 1; b < state.Length; b++)
            {
                foreach (ResourceConfiguration ofA in _stages[a].Space.Neighbours(state[a]))
                {
                    foreach (ResourceConfiguration ofB in _stages[b].Space.Neighbours(state[b]))
                    {
                        ResourceConfiguration[] pair = [.. state];
                        pair[a] = ofA;
                        pair[b] = ofB;
                        yield return pair;
                    }
                }
            }
        }
    }
}
