using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The observed executions of which one posterior sample composes its own.</summary>
internal sealed class CallSource
{
    private readonly ObservedExecution[] _observed;
    private readonly BootstrapWeights _weights;
    private readonly int _draws;
    private readonly SeededRandom _random;
    private readonly Dictionary<(string Stage, int Number), int[]> _parts = [];

    /// <summary>Initializes a new instance of the <see cref="CallSource"/> class.</summary>
    /// <param name="observed">What was observed; at least one execution.</param>
    /// <param name="draws">How many executions the sample composes.</param>
    /// <param name="random">Where its beliefs come from.</param>
    public CallSource(ObservedExecution[] observed, int draws, SeededRandom random)
    {
        _observed = observed;
        _draws = draws;
        _random = random;
        _weights = new BootstrapWeights(observed.Length, random);
    }

    /// <summary>Draws among the executions that called the same, and returns how often such executions happen.</summary>
    public (ObservedExecution[] Executions, double Share) Whole(string signature, int count)
    {
        int[] places = Places(execution => execution.Signature == signature);
        return ([.. _weights.Draw(places, count, _random).Select(place => _observed[place])], _weights.ShareOf(places));
    }

    /// <summary>Returns the execution whose call of a stage one of the composed executions takes.</summary>
    /// <param name="stage">The stage; some execution called it.</param>
    /// <param name="number">Which of its calls, from zero.</param>
    /// <param name="draw">Which composed execution, from zero.</param>
    public ObservedExecution Part(string stage, int number, int draw)
    {
        if (!_parts.TryGetValue((stage, number), out int[]? drawn))
        {
            int[] calm = Places(execution => !execution.IsDisturbed && execution.CallsOf(stage).Length > 0);
            drawn = _weights.Draw(calm.Length > 0 ? calm : Places(execution => execution.CallsOf(stage).Length > 0), _draws, _random);
            _parts.Add((stage, number), drawn);
        }

        return _observed[drawn[draw]];
    }

    private int[] Places(Func<ObservedExecution, bool> condition) => [.. Enumerable.Range(0, _observed.Length).Where(i => condition(_observed[i]))];
}
