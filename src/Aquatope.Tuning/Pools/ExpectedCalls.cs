using Aquatope.Forecasting;

namespace Aquatope.Tuning;

/// <summary>How many calls of a stage executions under way will make, given how likely each is to make them.</summary>
public static class ExpectedCalls
{
    // Beyond so many executions the normal approximation is off by less than a call; the exact sum costs their square.
    private const int MostExact = 200;

    /// <summary>Returns the distribution of the sum.</summary>
    /// <param name="executions">Of each execution, the probability, in [0, 1], and the number of its calls, not negative.</param>
    /// <returns>The distribution of the number of all calls: a sum of independent executions.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A probability or a number is out of its range.</exception>
    public static PredictiveDistribution Of(IReadOnlyCollection<(double Probability, int Calls)> executions)
    {
        ArgumentNullException.ThrowIfNull(executions);
        foreach ((double probability, int calls) in executions)
        {
            if (probability is not (>= 0 and <= 1) || calls < 0)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(executions), (probability, calls), "A probability must lie in [0, 1], and a number of calls must not be negative.");
            }
        }

        double mean = executions.Sum(execution => execution.Probability * execution.Calls);
        double variance = executions.Sum(execution => execution.Probability * (1 - execution.Probability) * execution.Calls * execution.Calls);
        int most = executions.Sum(execution => execution.Calls);
        return most <= MostExact ? Exact(executions, most)
            : variance > 0 ? new NormalCountDistribution(mean, Math.Sqrt(variance), whole: true)
            : new EmpiricalDistribution([mean]);
    }

    private static CountGridDistribution Exact(IEnumerable<(double Probability, int Calls)> executions, int most)
    {
        var probabilities = new double[most + 1];
        probabilities[0] = 1;
        int reached = 0;
        foreach ((double probability, int calls) in executions)
        {
            reached += calls;
            for (int count = reached; count >= 0; count--)
            {
                probabilities[count] = ((1 - probability) * probabilities[count]) + (count >= calls ? probability * probabilities[count - calls] : 0);
            }
        }

        var cdf = new double[most + 1];
        double below = 0;
        for (int count = 0; count <= most; count++)
        {
            below += probabilities[count];
            cdf[count] = Math.Min(1, below);
        }

        return new CountGridDistribution([.. Enumerable.Range(0, most + 1).Select(count => (double)count)], cdf);
    }
}
