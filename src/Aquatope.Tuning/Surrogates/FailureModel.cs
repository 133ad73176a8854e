namespace Aquatope.Tuning;

/// <summary>How likely a stage is to survive at a configuration, given where it did and did not.</summary>
/// <remarks>
/// Memory need is monotone: more memory and less concurrency never hurt. A configuration dominated by a success is safe,
/// one that a failure dominates is not, and in between trust fades with the distance from what is known to work.
/// </remarks>
internal sealed class FailureModel
{
    private readonly Dictionary<(int Memory, int Concurrency), (int Successes, int Failures)> _counts = [];
    private int _completed;
    private int _failedOtherwise;

    /// <summary>Takes note of one call.</summary>
    public void Observe(ResourceConfiguration configuration, StageOutcome outcome)
    {
        (int Memory, int Concurrency) key = (configuration.MemoryMiB, configuration.Concurrency);
        (int successes, int failures) = _counts.GetValueOrDefault(key);
        if (outcome == StageOutcome.OutOfMemory)
        {
            _counts[key] = (successes, failures + 1);
            return;
        }

        _failedOtherwise += outcome == StageOutcome.Completed ? 0 : 1;
        _completed += outcome == StageOutcome.Completed ? 1 : 0;
        _counts[key] = (successes + 1, failures);
    }

    /// <summary>Returns the probability that a call at a configuration completes.</summary>
    public double SuccessProbability(ResourceConfiguration configuration)
    {
        int supporting = 0;
        int opposing = 0;
        double octavesToSafety = double.PositiveInfinity;
        foreach (((int memory, int concurrency), (int successes, int failures)) in _counts)
        {
            bool atMost = memory <= configuration.MemoryMiB && concurrency >= configuration.Concurrency;
            bool atLeast = memory >= configuration.MemoryMiB && concurrency <= configuration.Concurrency;
            supporting += atMost ? successes : 0;
            opposing += atLeast ? failures : 0;
            if (successes > 0 && !atMost)
            {
                double octaves = Math.Max(0, Math.Log2((double)memory / configuration.MemoryMiB))
                    + Math.Max(0, Math.Log2((double)configuration.Concurrency / concurrency));
                octavesToSafety = Math.Min(octavesToSafety, octaves);
            }
        }

        double otherwise = (_completed + 1.0) / (_completed + _failedOtherwise + 1.0);
        return otherwise * Memory(supporting, opposing, octavesToSafety);
    }

    private static double Memory(int supporting, int opposing, double octavesToSafety)
    {
        if (opposing > 0)
        {
            return supporting / (supporting + opposing + 1.0);
        }

        if (supporting > 0)
        {
            return 1;
        }

        // An octave of memory below the least that worked: nine to one that it still does.
        return double.IsPositiveInfinity(octavesToSafety) ? 0.5 : Math.Pow(0.9, octavesToSafety);
    }
}
