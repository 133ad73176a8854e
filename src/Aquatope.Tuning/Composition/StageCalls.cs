namespace Aquatope.Tuning;

/// <summary>The observed calls of one stage, which imagined ones are drawn of.</summary>
internal sealed class StageCalls
{
    private readonly string _stage;
    private readonly ObservedExecution[] _observed;
    private readonly StageModel? _model;
    private readonly Dictionary<int, CallPool> _pools = [];

    /// <summary>Initializes a new instance of the <see cref="StageCalls"/> class.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="observed">What was observed.</param>
    /// <param name="model">What is believed of the stage, or null where no knob concerns it.</param>
    public StageCalls(string stage, ObservedExecution[] observed, StageModel? model)
    {
        _stage = stage;
        _observed = observed;
        _model = model;
        ObservedCall[] calm = [.. observed.Where(execution => !execution.IsDisturbed).SelectMany(execution => execution.CallsOf(stage))];
        TypicalMs = calm.Length == 0 || model is null ? 1 : Percentiles.Of(calm.Select(call => call.ExecutionMs), 50);
        Nearness = model is null ? null : Nearness.Learn(
            [.. calm.Select(call => call.Point)],
            [[.. calm.Select(call => call.WaitMs)], [.. calm.Select(call => TypicalMs * call.LogFactor)]]);
        Deviation = model?.NoiseDeviation ?? 0;
    }

    /// <summary>Gets how much calls at one configuration tell of another, or null where no knob concerns the stage.</summary>
    public Nearness? Nearness { get; }

    /// <summary>Gets what calls take in the middle, in milliseconds; one where no knob concerns the stage, whose factors are milliseconds.</summary>
    public double TypicalMs { get; }

    /// <summary>Gets the standard deviation of one execution time about its mean, over all configurations, in log units.</summary>
    public double Deviation { get; }

    /// <summary>Gets a value indicating whether no knob concerns the stage.</summary>
    public bool IsUntuned => _model is null;

    /// <summary>Returns the calls with a number.</summary>
    public CallPool WithNumber(int number)
    {
        if (!_pools.TryGetValue(number, out CallPool? pool))
        {
            pool = new CallPool(_observed, execution => execution.CallsOf(_stage) is var calls and { Length: > 0 } ? calls[number % calls.Length] : null);
            _pools.Add(number, pool);
        }

        return pool;
    }
}

/// <summary>One call of each execution that has any.</summary>
internal sealed class CallPool
{
    /// <summary>Initializes a new instance of the <see cref="CallPool"/> class.</summary>
    /// <param name="observed">The executions.</param>
    /// <param name="choose">Returns the call of an execution, or null.</param>
    public CallPool(ObservedExecution[] observed, Func<ObservedExecution, ObservedCall?> choose)
    {
        ObservedCall?[] chosen = [.. observed.Select(choose)];
        Executions = [.. Enumerable.Range(0, observed.Length).Where(i => chosen[i] is not null)];
        Calls = [.. Executions.Select(i => chosen[i]!)];
        Places = [.. Enumerable.Range(0, observed.Length).Select(i => Array.IndexOf(Executions, i))];
        bool anyCalm = Executions.Any(i => !observed[i].IsDisturbed);
        Weights = [.. Executions.Select(i => anyCalm && observed[i].IsDisturbed ? 0.0 : 1.0)];
    }

    /// <summary>Gets the executions, ascending.</summary>
    public int[] Executions { get; }

    /// <summary>Gets the call of each of the executions.</summary>
    public ObservedCall[] Calls { get; }

    /// <summary>Gets the index among the calls of each observed execution, or -1.</summary>
    public int[] Places { get; }

    /// <summary>Gets zero for calls of executions that were disturbed as a whole, as far as there are others, otherwise one.</summary>
    public double[] Weights { get; }
}
