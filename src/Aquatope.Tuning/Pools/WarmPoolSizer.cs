using Aquatope.Forecasting;

namespace Aquatope.Tuning;

/// <summary>Decides how many workers a pool keeps warm.</summary>
/// <remarks>
/// A newsvendor: one worker too few costs a cold start, one too many an idle interval, so the pool covers the quantile
/// cold / (cold + idle) of the greatest number of workers that the interval will need at once. That number follows from
/// the predicted count of calls, not the count itself: calls arrive evenly over the interval and stay for the service
/// time (Little 1961), so that the number in service is Poisson, and the time until it first exceeds a level is taken as
/// exponential with the mean of the birth-death process (Keilson 1979, section 5.1). Where starting a worker takes longer
/// than an interval, later intervals count too.
/// </remarks>
public static class WarmPoolSizer
{
    private const int Scenarios = 40;

    /// <summary>Decides for the coming interval.</summary>
    /// <param name="demand">What the pool will have to serve.</param>
    /// <param name="policy">Prices and limits.</param>
    /// <param name="state">What the previous decision returned, or <see cref="PoolSizerState.Initial"/>.</param>
    /// <returns>The decision.</returns>
    /// <exception cref="ArgumentException">Demand or policy is out of range.</exception>
    public static PoolDecision Decide(PoolDemand demand, PoolPolicy policy, PoolSizerState state)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(state);
        Check(demand, policy);
        double idle = policy.PricePerIdleSecond * demand.Interval.TotalSeconds;
        double quantile = policy.PricePerColdStart / (policy.PricePerColdStart + idle);
        int bins = Math.Min(demand.Calls.Count, 1 + (int)Math.Ceiling(demand.StartUp / demand.Interval));
        int wanted = policy.Floor;
        for (int bin = 0; bin < bins; bin++)
        {
            wanted = Math.Max(wanted, Needed(demand, demand.Calls[bin], quantile, policy.Ceiling));
        }

        wanted = Math.Min(wanted, policy.Ceiling);
        PoolSizerState next = Steady(wanted, policy, state);
        return new PoolDecision(next.Target, wanted, quantile, next);
    }

    /// <summary>Returns the probability that an interval never needs more than a number of workers at once.</summary>
    /// <param name="demand">What the pool will have to serve.</param>
    /// <param name="calls">The forecast of the interval.</param>
    /// <param name="workers">The number of workers; not negative.</param>
    /// <returns>A probability.</returns>
    public static double CoverageOf(PoolDemand demand, PredictiveDistribution calls, int workers)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        double sum = 0;
        for (int i = 0; i < Scenarios; i++)
        {
            double count = calls.Quantile((i + 0.5) / Scenarios);
            sum += Covers(count, demand, (long)workers * demand.WorkerConcurrency);
        }

        return sum / Scenarios;
    }

    // The probability that "slots" calls at once are enough for an interval with a known count of calls.
    private static double Covers(double count, PoolDemand demand, long slots)
    {
        if (count <= slots)
        {
            return 1;
        }

        if (slots == 0)
        {
            return 0;
        }

        double load = count * (demand.ServiceTime / demand.Interval);
        double term = Math.Exp(-load);
        double cumulative = term;
        double passage = term;
        for (long m = 1; m <= slots && term > 0; m++)
        {
            term *= load / m;
            cumulative += term;
            passage += cumulative * (cumulative / term);
        }

        // Where the load is so great that the terms underflow, the slots are far too few.
        return term > 0 ? cumulative * Math.Exp(-count * cumulative / passage) : load > slots ? 0 : 1;
    }

    private static int Needed(PoolDemand demand, PredictiveDistribution calls, double quantile, int ceiling)
    {
        int low = -1;
        int high = ceiling;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (CoverageOf(demand, calls, middle) >= quantile)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return high;
    }

    private static PoolSizerState Steady(int wanted, PoolPolicy policy, PoolSizerState state)
    {
        int target = Math.Clamp(state.Target, policy.Floor, policy.Ceiling);
        if (wanted >= target)
        {
            return new PoolSizerState(wanted, []);
        }

        var less = state.WantedLess.Add(wanted);
        return less.Length < policy.IntervalsBeforeShrinking
            ? new PoolSizerState(target, less)
            : new PoolSizerState(less[^policy.IntervalsBeforeShrinking..].Max(), []);
    }

    private static void Check(PoolDemand demand, PoolPolicy policy)
    {
        bool sound = demand.Calls.Count > 0
            && demand.Interval > TimeSpan.Zero
            && demand.ServiceTime > TimeSpan.Zero
            && demand.StartUp >= TimeSpan.Zero
            && demand.WorkerConcurrency >= 1;
        if (!sound)
        {
            throw new ArgumentException(
                $"Demand needs a forecast, a positive interval and service time, a start-up time that is not negative and a concurrency of at least 1: {demand}.",
                nameof(demand));
        }

        bool valid = policy.PricePerColdStart is >= 0 and < double.PositiveInfinity
            && policy.PricePerIdleSecond is > 0 and < double.PositiveInfinity
            && policy.IntervalsBeforeShrinking >= 1
            && policy.Floor >= 0
            && policy.Ceiling >= policy.Floor;
        if (!valid)
        {
            throw new ArgumentException(
                $"A policy needs finite prices, at least one interval before shrinking, and a floor between 0 and the ceiling: {policy}.", nameof(policy));
        }
    }
}
