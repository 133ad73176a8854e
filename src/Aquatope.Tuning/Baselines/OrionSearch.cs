namespace Aquatope.Tuning;

/// <summary>Goes from the least configuration up, always where latency falls most for the cost it adds.</summary>
internal sealed class OrionSearch
{
    private readonly SearchSpace _space;
    private readonly OrionModel _model;
    private readonly double _boundMs;

    public OrionSearch(TuningProblem problem, OrionModel model)
    {
        _space = problem.Space;
        _model = model;
        _boundMs = problem.Objective.Bound.TotalMilliseconds;
    }

    /// <summary>Walks until the bound holds, and on.</summary>
    /// <param name="beyond">How many steps to go on after the bound holds.</param>
    /// <returns>The steps, and the index of the first that keeps the bound, or -1 where none does.</returns>
    public (IReadOnlyList<OrionStep> Steps, int First) Walk(int beyond)
    {
        OrionStep at = Predict(Survivable(new Configuration([.. _space.Knobs.Select(Least)])));
        var steps = new List<OrionStep> { at };
        int first = at.LatencyMs <= _boundMs ? 0 : -1;
        while ((first < 0 || steps.Count <= first + beyond) && Best(at) is { } next)
        {
            at = next;
            steps.Add(at);
            first = first < 0 && at.LatencyMs <= _boundMs ? steps.Count - 1 : first;
        }

        return (steps, first);
    }

    private static double Least(Knob knob) => knob.Role switch
    {
        KnobRole.Processor or KnobRole.Memory => knob.Least,
        KnobRole.Concurrency => knob.Greatest,
        _ => knob.Decode(0.5),
    };

    // More processor share and memory, less concurrency, and either way where nothing is known of the effect.
    private static IEnumerable<double> Turns(Knob knob, double value) => knob.Neighbours(value).Where(turned => knob.Role switch
    {
        KnobRole.Processor or KnobRole.Memory => turned > value,
        KnobRole.Concurrency => turned < value,
        _ => true,
    });

    private OrionStep Predict(Configuration configuration)
    {
        (double cost, double latencyMs) = _model.Predict(configuration);
        return new OrionStep(configuration, cost, latencyMs);
    }

    // A stage that is expected to fail gets more of what decides on that, before anything else is compared.
    private Configuration Survivable(Configuration configuration)
    {
        while (_model.Doubtful(configuration) is { } stage)
        {
            Configuration before = configuration;
            for (int knob = 0; knob < _space.Knobs.Length; knob++)
            {
                Knob turned = _space.Knobs[knob];
                if ((turned.Stage is null || turned.Stage == stage) && turned.Role is KnobRole.Memory or KnobRole.Concurrency)
                {
                    double direction = turned.Role == KnobRole.Memory ? 1 : -1;
                    double value = configuration[knob];
                    configuration = configuration.With(knob, turned.Steps(value).Where(step => direction * (step - value) > 0).FirstOrDefault(value));
                }
            }

            if (configuration.Equals(before))
            {
                break;
            }
        }

        return configuration;
    }

    private OrionStep? Best(OrionStep at)
    {
        IEnumerable<OrionStep> better =
            from knob in Enumerable.Range(0, _space.Knobs.Length)
            from value in Turns(_space.Knobs[knob], at.Configuration[knob])
            let step = Predict(at.Configuration.With(knob, value))
            where step.LatencyMs < at.LatencyMs
            select step;
        return better.MaxBy(step => (step.Cost <= at.Cost, Gain(at, step)));
    }

    // What costs nothing more is taken first, the most of it; then the most milliseconds for the money.
    private static double Gain(OrionStep from, OrionStep to) =>
        (from.LatencyMs - to.LatencyMs) / (to.Cost > from.Cost ? to.Cost - from.Cost : 1);
}

/// <summary>A configuration on the way up, and what the model predicts of it.</summary>
/// <param name="Configuration">The configuration.</param>
/// <param name="Cost">Mean cost of one execution.</param>
/// <param name="LatencyMs">Latency at the objective's percentile, in milliseconds.</param>
internal sealed record OrionStep(Configuration Configuration, double Cost, double LatencyMs);
