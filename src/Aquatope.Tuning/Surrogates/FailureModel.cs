using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>How likely executions are to survive at a configuration, given where they did and did not.</summary>
/// <remarks>
/// Memory need is monotone: more memory and less concurrency never hurt. A configuration dominated by a success is safe,
/// one that a failure dominates is not, and in between trust fades with the distance from what is known to work. Other
/// failures tell only about configurations near by: where nothing ever completed, that nothing does; where something did,
/// how many executions fail. What earlier epochs show is believed, with a little doubt, until the present one
/// contradicts it.
/// </remarks>
internal sealed class FailureModel
{
    // In the unit cube of the knobs: a tenth of a range away a failure still says a good deal, three tenths away nothing.
    private const double Reach = 0.1;

    // What worked before a change most probably still does; other failures may have gone with it.
    private const double EarlierSafety = 0.98;
    private const double EarlierWeight = 0.25;

    // A configuration is sound as if half a neighbour had completed; one failure alone may be chance, one to four.
    private const double PriorSoundness = 0.5;
    private const double OnceByChance = 0.25;
    private const double LeastFailures = 0.01;

    private readonly StageSpace _space;
    private readonly bool _doubtful;
    private readonly Dictionary<(Configuration Configuration, bool Earlier), Counts> _counts = [];
    private int _outOfMemory;
    private int _otherwise;

    /// <summary>Initializes a new instance of the <see cref="FailureModel"/> class.</summary>
    /// <param name="space">The knobs that matter.</param>
    /// <param name="doubtful">Whether less memory than was ever tried is doubtful before anything failed.</param>
    public FailureModel(StageSpace space, bool doubtful)
    {
        _space = space;
        _doubtful = doubtful;
    }

    /// <summary>Takes note of one execution.</summary>
    public void Observe(Configuration projected, StageOutcome outcome, int age)
    {
        if (!_counts.TryGetValue((projected, age > 0), out Counts? counts))
        {
            var point = new double[_space.Dimensions];
            _space.Encode(projected, point);
            counts = new Counts(_space.Generosity(projected), point, age > 0);
            _counts.Add((projected, age > 0), counts);
        }

        switch (outcome)
        {
            case StageOutcome.Completed:
                counts.Successes++;
                break;
            case StageOutcome.OutOfMemory:
                counts.OutOfMemory++;
                _outOfMemory++;
                break;
            default:
                counts.Otherwise++;
                _otherwise++;
                break;
        }
    }

    /// <summary>
    /// Returns how surely a configuration has the memory that it needs. This is a doubt about the world, not about an
    /// execution: where memory is too little, every one fails.
    /// </summary>
    public double MemorySafety(Configuration projected)
    {
        if (_outOfMemory == 0 && !_doubtful)
        {
            return 1;
        }

        double[] generosity = _space.Generosity(projected);
        double present = MemorySafety(generosity, withEarlier: false);
        return present == 1 || !_counts.Keys.Any(key => key.Earlier) || IsContradicted()
            ? present
            : EarlierSafety * MemorySafety(generosity, withEarlier: true);
    }

    // What had enough memory before the change has too little now, or the other way round.
    private bool IsContradicted() => _counts.Values.Where(counts => !counts.Earlier).Any(now => _counts.Values.Where(counts => counts.Earlier).Any(before =>
        (now.OutOfMemory > 0 && before.HadEnough > 0 && Missing(now.Generosity, before.Generosity) == 0)
        || (now.HadEnough > 0 && before.OutOfMemory > 0 && Missing(before.Generosity, now.Generosity) == 0)));

    private double MemorySafety(double[] generosity, bool withEarlier)
    {
        double supporting = 0;
        double opposing = 0;
        double octavesToSafety = double.PositiveInfinity;
        double octavesFromFailure = double.PositiveInfinity;
        foreach (Counts counts in _counts.Values)
        {
            if (counts.Earlier && !withEarlier)
            {
                continue;
            }

            double missing = Missing(generosity, counts.Generosity);
            supporting += missing == 0 ? counts.HadEnough : 0;
            octavesToSafety = counts.HadEnough > 0 ? Math.Min(octavesToSafety, missing) : octavesToSafety;
            if (counts.OutOfMemory > 0)
            {
                double beyond = Missing(counts.Generosity, generosity);
                opposing += beyond == 0 ? counts.OutOfMemory : 0;
                octavesFromFailure = Math.Min(octavesFromFailure, beyond);
            }
        }

        if (opposing > 0)
        {
            return supporting / (supporting + opposing + 1);
        }

        return supporting > 0 || !_doubtful ? 1 : Between(octavesToSafety, octavesFromFailure);
    }

    /// <summary>
    /// Returns how surely executions at a configuration can complete at all, given memory enough. This is a doubt about the
    /// world, too: one that completed settles it.
    /// </summary>
    public double Soundness(Configuration projected)
    {
        if (_otherwise == 0)
        {
            return 1;
        }

        Span<double> point = stackalloc double[_space.Dimensions];
        _space.Encode(projected, point);
        double sound = PriorSoundness;
        double unsound = 0;
        foreach (Counts counts in _counts.Values)
        {
            if (counts.Successes > 0 && !counts.Earlier && counts.Point.AsSpan().SequenceEqual(point))
            {
                return 1;
            }

            double nearness = Nearness(point, counts);
            sound += counts.Successes > 0 ? nearness : 0;
            unsound += counts.Successes > 0 ? 0 : nearness * counts.Otherwise / (counts.Otherwise + OnceByChance);
        }

        return sound / (sound + unsound);
    }

    /// <summary>Returns the share of executions at a configuration that complete if any can, for each of some samples.</summary>
    /// <param name="projected">The configuration.</param>
    /// <param name="uniforms">Where each sample lies among what is possible, in (0, 1).</param>
    /// <returns>The shares, one for each sample, or null where all complete in each.</returns>
    public double[]? CompletedShares(Configuration projected, IReadOnlyList<double> uniforms)
    {
        (double completed, double failed) = Completions(projected);
        return failed < LeastFailures ? null : [.. uniforms.Select(uniform => BetaDistribution.Quantile(uniform, completed, failed))];
    }

    /// <summary>Returns the probability that an execution at a configuration does not fail for another reason than memory.</summary>
    public double CompletionProbability(Configuration projected)
    {
        (double completed, double failed) = Completions(projected);
        return Soundness(projected) * completed / (completed + failed);
    }

    // What failed where nothing completed is no matter of shares.
    private (double Completed, double Failed) Completions(Configuration projected)
    {
        double completed = 1;
        double failed = 0;
        if (_otherwise > 0)
        {
            Span<double> point = stackalloc double[_space.Dimensions];
            _space.Encode(projected, point);
            foreach (Counts counts in _counts.Values.Where(counts => counts.Successes > 0))
            {
                double nearness = Nearness(point, counts);
                completed += nearness * counts.Successes;
                failed += nearness * counts.Otherwise;
            }
        }

        return (completed, failed);
    }

    private static double Missing(double[] has, double[] worked)
    {
        double octaves = 0;
        for (int i = 0; i < has.Length; i++)
        {
            octaves += Math.Max(0, worked[i] - has[i]);
        }

        return octaves;
    }

    private static double Nearness(ReadOnlySpan<double> point, Counts counts)
    {
        double squared = 0;
        for (int i = 0; i < point.Length; i++)
        {
            squared += (point[i] - counts.Point[i]) * (point[i] - counts.Point[i]);
        }

        return (counts.Earlier ? EarlierWeight : 1) * Math.Exp(-0.5 * squared / (Reach * Reach));
    }

    // An octave of memory below the least that worked: nine to one that it still does. Between what worked and what did
    // not, the need lies anywhere.
    private static double Between(double octavesToSafety, double octavesFromFailure)
    {
        if (double.IsPositiveInfinity(octavesToSafety))
        {
            return 0.5;
        }

        double between = double.IsPositiveInfinity(octavesFromFailure) ? 1 : octavesFromFailure / (octavesFromFailure + octavesToSafety);
        return Math.Min(between, Math.Pow(0.9, octavesToSafety));
    }

    private sealed class Counts(double[] generosity, double[] point, bool earlier)
    {
        public bool Earlier { get; } = earlier;

        public double[] Generosity { get; } = generosity;

        public double[] Point { get; } = point;

        public int Successes { get; set; }

        public int OutOfMemory { get; set; }

        public int Otherwise { get; set; }

        // Whatever did not run out of memory.
        public int HadEnough => Successes + Otherwise;
    }
}
