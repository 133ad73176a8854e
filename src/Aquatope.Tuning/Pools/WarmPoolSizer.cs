using Aquatope.Forecasting;

namespace Aquatope.Tuning;

/// <summary>Decides how many workers a pool keeps warm.</summary>
/// <remarks>
/// <para>
/// A newsvendor: one worker too few costs a cold start, one too many an idle interval, so the pool covers the quantile
/// cold / (cold + idle) of the greatest number of workers that the interval will need at once (each level that is reached
/// for the first time without a worker is one cold start; the worker then stays). Where starting a worker takes half
/// an interval or longer, later intervals count too.
/// </para>
/// <para>
/// A worker that is not there yet must also be worth its start, so fewer are started than are kept: between the two numbers
/// the pool stays as it is, as in lazy capacity provisioning (Lin, Wierman, Andrew and Thereska 2011). A keep-alive that
/// would hold an idle worker for part of the interval anyway takes the same share from the price of keeping it and from the
/// cold starts that this avoids, and so changes nothing.
/// </para>
/// <para>
/// Where workers kept warm are billed apart from those on demand (<see cref="PoolPolicy.SavingPerActiveSecond"/>), as always-ready
/// instances of Azure's Flex Consumption plan are, one more costs its price for the whole interval, needed or not, and saves on
/// each second of activity besides its cold starts: it is kept while the share of the interval in which it is active exceeds
/// (price - cold starts) / saving. What a call on demand is metered beyond its duration would save more, and is left out.
/// </para>
/// </remarks>
public static class WarmPoolSizer
{
    /// <summary>Decides for the coming interval.</summary>
    /// <param name="demand">What the pool will have to serve.</param>
    /// <param name="policy">Prices and limits.</param>
    /// <param name="state">What the previous decision returned, or <see cref="PoolSizerState.Initial"/>.</param>
    /// <returns>The decision.</returns>
    /// <exception cref="ArgumentException">Demand or policy is out of range.</exception>
    public static PoolDecision Decide(PoolDemand demand, PoolPolicy policy, PoolSizerState state) =>
        Decide(demand, policy, state, PeaksOf(demand, policy));

    /// <summary>Returns how many intervals a decision looks at: later ones need no forecast.</summary>
    /// <param name="startUp">How long a worker takes to start; not negative.</param>
    /// <param name="interval">The width of an interval; positive.</param>
    /// <returns>The number; at least one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time is out of range.</exception>
    public static int IntervalsOf(TimeSpan startUp, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(startUp, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);

        // Until what the next decision starts is ready, workers must be there already; of an interval of which less than half
        // lies before that, too few calls come to keep workers for it now.
        return 1 + (int)Math.Round(startUp / interval, MidpointRounding.AwayFromZero);
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
        return new PeakDemand(demand, calls).Coverage((long)workers * demand.WorkerConcurrency);
    }

    /// <summary>Returns the intervals that a decision looks at.</summary>
    /// <exception cref="ArgumentException">Demand or policy is out of range.</exception>
    internal static PeakDemand[] PeaksOf(PoolDemand demand, PoolPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(policy);
        Check(demand, policy);

        int bins = Math.Min(demand.Calls.Count, IntervalsOf(demand.StartUp, demand.Interval));

        // What is in flight now says little of intervals to come.
        return [.. Enumerable.Range(0, bins).Select(bin => new PeakDemand(bin == 0 ? demand : demand with { InFlight = null }, demand.Calls[bin]))];
    }

    internal static PoolDecision Decide(PoolDemand demand, PoolPolicy policy, PoolSizerState state, PeakDemand[] peaks)
    {
        ArgumentNullException.ThrowIfNull(state);
        double idle = PricePerInterval(demand, policy);
        double start = policy.PricePerStart + (policy.PricePerIdleSecond * demand.StartUp.TotalSeconds);
        double quantile = policy.PricePerColdStart / (policy.PricePerColdStart + idle);
        int kept = Needed(peaks, demand, policy, start: 0);
        int started = Needed(peaks, demand, policy, start);
        int wanted = Math.Clamp(demand.Present, started, kept);
        PoolSizerState next = Steady(wanted, policy, state);
        return new PoolDecision(next.Target, wanted, quantile, next);
    }

    /// <summary>Returns what one more worker than a number would save in the coming interval, in cold starts and in cheaper activity.</summary>
    internal static double WorthOfNext(PeakDemand[] peaks, PoolDemand demand, PoolPolicy policy, int workers)
    {
        double avoided = (1 - LeastCoverage(peaks, demand.WorkerConcurrency, workers)) * policy.PricePerColdStart;
        return policy.SavingPerActiveSecond is { } saving
            ? avoided + (saving * demand.Interval.TotalSeconds * ActiveShareOfNext(peaks, demand.WorkerConcurrency, workers))
            : avoided;
    }

    /// <summary>Returns the probability that a number of workers is enough in the most demanding of some intervals.</summary>
    internal static double LeastCoverage(PeakDemand[] peaks, int concurrency, int workers)
    {
        double least = 1;
        foreach (PeakDemand peak in peaks)
        {
            least = Math.Min(least, peak.Coverage((long)workers * concurrency));
        }

        return least;
    }

    private static double PricePerInterval(PoolDemand demand, PoolPolicy policy) => policy.PricePerIdleSecond * demand.Interval.TotalSeconds;

    // Whether another worker would cost more than it is worth, its start included.
    private static bool AreEnough(PeakDemand[] peaks, PoolDemand demand, PoolPolicy policy, double start, int workers)
    {
        double coverage = LeastCoverage(peaks, demand.WorkerConcurrency, workers);
        if (policy.SavingPerActiveSecond is not { } saving)
        {
            return coverage >= policy.PricePerColdStart / (policy.PricePerColdStart + PricePerInterval(demand, policy) + start);
        }

        double seconds = demand.Interval.TotalSeconds;
        double threshold = AlwaysReadyThreshold.ActiveShare(
            policy.PricePerIdleSecond + (start / seconds), saving, (1 - coverage) * policy.PricePerColdStart / seconds);
        return ActiveShareOfNext(peaks, demand.WorkerConcurrency, workers) <= threshold;
    }

    private static double ActiveShareOfNext(PeakDemand[] peaks, int concurrency, int workers)
    {
        double most = 0;
        foreach (PeakDemand peak in peaks)
        {
            most = Math.Max(most, peak.ShareAbove((long)workers * concurrency));
        }

        return most;
    }

    private static int Needed(PeakDemand[] peaks, PoolDemand demand, PoolPolicy policy, double start)
    {
        int low = policy.Floor - 1;
        int high = policy.Ceiling;

        // By doubling first: most pools need few workers, and many workers take long to value.
        for (int step = 1; low + step < high; step *= 2)
        {
            if (AreEnough(peaks, demand, policy, start, low + step))
            {
                high = low + step;
                break;
            }

            low += step;
        }

        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (AreEnough(peaks, demand, policy, start, middle))
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
            && demand.WorkerConcurrency >= 1
            && demand.Present >= 0
            && demand.InFlight is not < 0;
        if (!sound)
        {
            throw new ArgumentException(
                $"Demand needs a forecast, a positive interval and service time, a start-up time and numbers of workers and calls that are not negative, and a concurrency of at least 1: {demand}.",
                nameof(demand));
        }

        bool valid = policy.PricePerColdStart is >= 0 and < double.PositiveInfinity
            && policy.PricePerIdleSecond is > 0 and < double.PositiveInfinity
            && policy.PricePerStart is >= 0 and < double.PositiveInfinity
            && policy.SavingPerActiveSecond is null or (>= 0 and < double.PositiveInfinity)
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
