namespace Aquatope.Tuning;

/// <summary>The values of one stage's own knobs that are worth having: none for which others are expected to be both quicker and cheaper.</summary>
/// <remarks>
/// Where a stage has lists of values, one turn of one knob may lead nowhere while the next worthwhile combination of several
/// does; and where prices come in steps, most turns lead to nothing worth having. What is worthwhile depends on knobs that the
/// stage shares with others.
/// </remarks>
internal sealed class StageChoices
{
    private const int MostCombinations = 256;

    private readonly WorkflowModel _model;
    private readonly StageModel _stage;
    private readonly int[] _knobs;
    private readonly double _idleMs;
    private readonly Dictionary<Configuration, Choice[]> _known = [];

    private StageChoices(WorkflowModel model, StageModel stage, int[] knobs, double idleMs)
    {
        _model = model;
        _stage = stage;
        _knobs = knobs;
        _idleMs = idleMs;
    }

    private SearchSpace Space => _model.Evidence.Problem.Space;

    /// <summary>Returns the choices of each stage that has few enough combinations, with the knobs that it shares, to compare all of them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="idleCounts">Whether idle workers are part of what a choice costs.</param>
    public static StageChoices[] Of(WorkflowModel model, bool idleCounts)
    {
        SearchSpace space = model.Evidence.Problem.Space;
        var choices = new List<StageChoices>();
        for (int k = 0; k < model.Stages.Count; k++)
        {
            int[] knobs = [.. Enumerable.Range(0, space.Knobs.Length).Where(i => space.Knobs[i].Stage == model.Evidence.Names[k])];
            IEnumerable<int> concerning = knobs.Concat(Enumerable.Range(0, space.Knobs.Length).Where(i => space.Knobs[i].Stage is null && !space.Knobs[i].IsFixed));
            double combinations = concerning.Aggregate(1.0, (product, knob) => product * (space.Knobs[knob].Choices.IsEmpty ? double.PositiveInfinity : space.Knobs[knob].Choices.Length));
            if (combinations is > 1 and <= MostCombinations)
            {
                choices.Add(new StageChoices(model, model.Stages[k], knobs, idleCounts ? model.Stages[k].IdleMs : 0));
            }
        }

        return [.. choices];
    }

    /// <summary>Returns whether a knob is among those whose combinations are compared.</summary>
    public bool Covers(int knob) => _knobs.Contains(knob);

    /// <summary>Enumerates what a configuration becomes with quicker or cheaper choices of the stage, near ones first.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="farthest">How many places among the choices to move at most.</param>
    public IEnumerable<Configuration> Near(Configuration configuration, int farthest)
    {
        Choice[] choices = At(configuration);
        double milliseconds = Milliseconds(configuration);
        int above = Array.FindIndex(choices, choice => choice.Milliseconds > milliseconds);
        above = above < 0 ? choices.Length : above;
        int below = Array.FindLastIndex(choices, choice => choice.Milliseconds < milliseconds);
        for (int step = 1; step <= farthest && step <= choices.Length; step *= 2)
        {
            if (below - step + 1 >= 0)
            {
                yield return With(configuration, choices[below - step + 1]);
            }

            if (above + step - 1 < choices.Length)
            {
                yield return With(configuration, choices[above + step - 1]);
            }
        }
    }

    private Choice[] At(Configuration configuration)
    {
        // Own knobs at their first values: what is left are the knobs that are shared.
        Configuration shared = _knobs.Aggregate(configuration, (turned, knob) => turned.With(knob, Space.Knobs[knob].Choices[0]));
        if (!_known.TryGetValue(shared, out Choice[]? choices))
        {
            IEnumerable<Configuration> all = _knobs.Aggregate(
                Enumerable.Repeat(shared, 1), (some, knob) => some.SelectMany(_ => Space.Knobs[knob].Choices, (one, value) => one.With(knob, value)));
            choices = Worthwhile(all);
            _known.Add(shared, choices);
        }

        return choices;
    }

    private Choice[] Worthwhile(IEnumerable<Configuration> all)
    {
        var worthwhile = new List<Choice>();
        double least = double.PositiveInfinity;
        foreach (Choice choice in all.Select(Describe).OrderBy(choice => choice.Milliseconds).ThenBy(choice => choice.Cost))
        {
            if (choice.Cost < least)
            {
                worthwhile.Add(choice);
                least = choice.Cost;
            }
        }

        return [.. worthwhile];
    }

    private Choice Describe(Configuration configuration)
    {
        StagePrediction prediction = _stage.At(configuration);
        return new Choice(
            [.. _knobs.Select(knob => configuration[knob])],
            Milliseconds(configuration),
            (prediction.Calls.Sum(calls => calls.BilledMs.Average()) + _idleMs) * prediction.PricePerMs);
    }

    private double Milliseconds(Configuration configuration) => _stage.At(configuration).Calls.Sum(calls => calls.MeanDurationMs());

    private Configuration With(Configuration configuration, Choice choice)
    {
        for (int i = 0; i < _knobs.Length; i++)
        {
            configuration = configuration.With(_knobs[i], choice.Values[i]);
        }

        return configuration;
    }

    private sealed record Choice(double[] Values, double Milliseconds, double Cost);
}
