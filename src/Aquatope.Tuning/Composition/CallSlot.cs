using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The calls of one stage with one number, over all imagined executions and all samples: what they meet.</summary>
/// <remarks>
/// Each sample draws with even steps through the distribution (systematic resampling), of
/// the calls that were observed near the configuration asked for. The chances are the same for every configuration.
/// </remarks>
internal sealed class CallSlot
{
    // What was observed is smeared by half a deviation: the fit has taken a part of it away, and more lies between and beyond.
    private const double Smoothing = 0.5;

    // A deviation is that of the calls near by, of which none counts for more than three of all.
    private const double MostDeviations = 3;

    private readonly StageCalls _stage;
    private readonly CallPool _pool;
    private readonly List<int> _draws = [];
    private readonly Dictionary<long, CallChances> _known = [];
    private readonly int _samples;
    private readonly int[][] _orders;
    private readonly double[] _offsets;
    private readonly double[][] _weights;
    private readonly List<(int Place, int Call)>[] _whole;
    private double[] _normals = [];
    private double _load;

    /// <summary>Initializes a new instance of the <see cref="CallSlot"/> class.</summary>
    /// <param name="stage">The stage's calls.</param>
    /// <param name="number">Which of its calls in an execution, from zero.</param>
    /// <param name="samples">The number of samples.</param>
    public CallSlot(StageCalls stage, int number, int samples)
    {
        _stage = stage;
        _pool = stage.WithNumber(number);
        _samples = samples;
        _orders = new int[samples][];
        _offsets = new double[samples];
        _weights = new double[samples][];
        _whole = new List<(int, int)>[samples];
    }

    /// <summary>Gets the number of places.</summary>
    public int Count => _draws.Count;

    /// <summary>Makes room for the call of one more imagined execution.</summary>
    /// <returns>Its place.</returns>
    public int Add(int draw)
    {
        _draws.Add(draw);
        return _draws.Count - 1;
    }

    /// <summary>Draws the chances of one sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="weights">How often each observed execution happens.</param>
    /// <param name="whole">For each imagined execution, the observed one of which it takes all calls, or -1.</param>
    /// <param name="random">The source of chance.</param>
    public void Draw(int sample, BootstrapWeights weights, int[] whole, SeededRandom random)
    {
        _orders[sample] = [.. Enumerable.Range(0, _draws.Count)];
        random.Shuffle(_orders[sample].AsSpan());
        _offsets[sample] = random.NextDouble();
        _weights[sample] = [.. _pool.Executions.Select((execution, i) => _pool.Weights[i] * weights[execution])];
        _whole[sample] = [.. Enumerable.Range(0, _draws.Count).Where(place => whole[_draws[place]] >= 0).Select(place => (place, _pool.Places[whole[_draws[place]]]))];
        if (_normals.Length == 0)
        {
            _normals = new double[_draws.Count * _samples];
        }

        for (int place = 0; place < _draws.Count && !_stage.IsUntuned; place++)
        {
            _normals[(place * _samples) + sample] = random.NextNormal();
        }
    }

    /// <summary>Tells how many imagined executions there are, once all have their places and chances.</summary>
    public void Complete(int executions) => _load = MeanFactor() * _draws.Count / executions;

    /// <summary>Returns what the calls take.</summary>
    /// <param name="point">The configuration, in the unit cube of the stage's knobs, [d].</param>
    /// <param name="executionMs">The typical execution time in each sample, in milliseconds.</param>
    /// <param name="grain">How execution times are billed.</param>
    public CallTimes At(ReadOnlySpan<double> point, double[] executionMs, BillingGrain grain)
    {
        (long cell, double[] middle) = _stage.Nearness?.CellOf(point) ?? (0, []);
        if (!_known.TryGetValue(cell, out CallChances? chances))
        {
            chances = Chances(middle);
            _known.Add(cell, chances);
        }

        return new CallTimes(chances, executionMs, BilledMs(chances, executionMs, grain));
    }

    // How long calls take in the mean is told by all of them; those near by tell what is billed of it.
    private double[] BilledMs(CallChances chances, double[] executionMs, BillingGrain grain)
    {
        double[] billed = [.. executionMs.Select(milliseconds => _load * milliseconds)];
        if (grain == BillingGrain.None)
        {
            return billed;
        }

        var executed = new double[_samples];
        var ofGrains = new double[_samples];
        for (int first = 0; first < chances.Factor.Length; first += _samples)
        {
            for (int s = 0; s < _samples; s++)
            {
                double milliseconds = executionMs[s] * chances.Factor[first + s];
                executed[s] += milliseconds;
                ofGrains[s] += grain.Billed(milliseconds);
            }
        }

        for (int s = 0; s < _samples; s++)
        {
            billed[s] *= executed[s] > 0 ? ofGrains[s] / executed[s] : 1;
        }

        return billed;
    }

    private CallChances Chances(ReadOnlySpan<double> point)
    {
        double[] near = Near(point);
        double[] factor = Smear(near);
        double[] factors = [.. _pool.Calls.Select(call => Math.Exp(call.LogFactor))];
        int[] met = Met(near, factors);
        for (int i = 0; i < met.Length; i++)
        {
            factor[i] *= factors[met[i]];
        }

        return new CallChances(_pool.Calls.All(call => call.WaitMs == 0) ? null : [.. met.Select(call => _pool.Calls[call].WaitMs)], factor);
    }

    private double MeanFactor()
    {
        double sum = 0;
        double total = 0;
        for (int s = 0; s < _samples; s++)
        {
            for (int i = 0; i < _pool.Calls.Length; i++)
            {
                sum += _weights[s][i] * Math.Exp(_pool.Calls[i].LogFactor);
                total += _weights[s][i];
            }
        }

        double deviation = Smoothing * _stage.Deviation;
        return sum / total * Math.Exp(0.5 * deviation * deviation);
    }

    // Which observed call each imagined one meets, [places * samples]: the n-th place in a sample's order meets the n-th part
    // of the distribution, from calls that are soon over to those that take longest.
    private int[] Met(double[] near, double[] factors)
    {
        int[] ascending = [.. Enumerable.Range(0, factors.Length)];
        Array.Sort(ascending.Select(i => _pool.Calls[i].WaitMs + (_stage.TypicalMs * factors[i])).ToArray(), ascending);
        var met = new int[_draws.Count * _samples];
        var cumulated = new double[factors.Length];
        for (int s = 0; s < _samples; s++)
        {
            double total = 0;
            for (int i = 0; i < ascending.Length; i++)
            {
                total += near[ascending[i]] * _weights[s][ascending[i]];
                cumulated[i] = total;
            }

            int at = 0;
            for (int i = 0; i < _draws.Count; i++)
            {
                double position = (i + _offsets[s]) / _draws.Count * total;
                while (cumulated[at] < position && at < cumulated.Length - 1)
                {
                    at++;
                }

                met[(_orders[s][i] * _samples) + s] = ascending[at];
            }

            foreach ((int place, int call) in _whole[s])
            {
                met[(place * _samples) + s] = call;
            }
        }

        return met;
    }

    // All calls together count as one near by.
    private double[] Near(ReadOnlySpan<double> point)
    {
        var near = new double[_pool.Calls.Length];
        for (int i = 0; i < near.Length; i++)
        {
            near[i] = (_stage.Nearness is { } nearness ? nearness.Of(point, _pool.Calls[i].Point) : 1) + (1.0 / near.Length);
        }

        return near;
    }

    private double[] Smear(double[] near)
    {
        double most = MostDeviations * _stage.Deviation;
        double local = 0;
        double localWeight = 0;
        double overall = 0;
        double overallWeight = 0;
        for (int i = 0; i < near.Length; i++)
        {
            double size = Math.Min(most, Math.Abs(_pool.Calls[i].LogFactor));
            local += near[i] * _pool.Weights[i] * size;
            localWeight += near[i] * _pool.Weights[i];
            overall += _pool.Weights[i] * size;
            overallWeight += _pool.Weights[i];
        }

        double ratio = overall > 0 ? local / localWeight * overallWeight / overall : 1;
        double deviation = Smoothing * _stage.Deviation * ratio;
        return deviation == 0 ? [.. Enumerable.Repeat(1.0, _normals.Length)] : [.. _normals.Select(normal => Math.Exp(deviation * normal))];
    }
}

/// <summary>What the calls of one stage with one number meet near a configuration.</summary>
/// <param name="WaitMs">Their waits, in milliseconds, [places * samples]; null where none waits.</param>
/// <param name="Factor">What the typical execution time is multiplied by, [places * samples].</param>
internal sealed record CallChances(double[]? WaitMs, double[] Factor);

/// <summary>What the calls of one stage with one number take: each its wait, and its factor times the typical execution time.</summary>
/// <param name="Chances">What they meet.</param>
/// <param name="ExecutionMs">The typical execution time, in milliseconds, [samples].</param>
/// <param name="BilledMs">What is billed of them for one execution of the workflow, in milliseconds, [samples].</param>
internal sealed record CallTimes(CallChances Chances, double[] ExecutionMs, double[] BilledMs)
{
    /// <summary>Returns how long a call takes in the mean over places and samples, in milliseconds.</summary>
    public double MeanDurationMs()
    {
        double sum = 0;
        for (int i = 0; i < Chances.Factor.Length; i++)
        {
            sum += (Chances.WaitMs?[i] ?? 0) + (ExecutionMs[i % ExecutionMs.Length] * Chances.Factor[i]);
        }

        return Chances.Factor.Length == 0 ? 0 : sum / Chances.Factor.Length;
    }
}
