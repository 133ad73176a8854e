using Aquatope.Forecasting;

namespace Aquatope.Tuning;

/// <summary>How many calls an interval will need to serve at once, at most, given what is believed of their number.</summary>
/// <remarks>
/// Calls arrive evenly over the interval and stay for the service time, so that the number in service is Poisson with the
/// mean that Little (1961) gives, whatever the distribution of service times; the time until it first exceeds a level is
/// taken as exponential with the mean of the birth-death process (Keilson 1979, section 5.1). Calls in flight at the
/// interval's beginning count, which matters where a call takes as long as an interval or longer.
/// </remarks>
internal sealed class PeakDemand
{
    private const int Scenarios = 40;
    private static readonly double[] Probabilities = [.. Enumerable.Range(0, Scenarios).Select(i => (i + 0.5) / Scenarios)];
    private readonly List<(double Count, double Weight)> _counts = [];
    private readonly double _service;
    private readonly int? _inFlight;

    /// <summary>Initializes a new instance of the <see cref="PeakDemand"/> class.</summary>
    /// <param name="demand">What the pool will have to serve.</param>
    /// <param name="calls">The forecast of the interval.</param>
    public PeakDemand(PoolDemand demand, PredictiveDistribution calls)
    {
        _service = demand.ServiceTime / demand.Interval;
        _inFlight = demand.InFlight;
        Span<double> counts = stackalloc double[Scenarios];
        calls.Quantiles(Probabilities, counts);
        for (int i = 0, first = 0; i < Scenarios; i++)
        {
            if (i + 1 == Scenarios || counts[i + 1] != counts[i])
            {
                _counts.Add((counts[i], (double)(i + 1 - first) / Scenarios));
                first = i + 1;
            }
        }
    }

    /// <summary>Returns the probability that a number of calls at once is enough.</summary>
    /// <param name="slots">The number; not negative.</param>
    /// <returns>A probability, which does not fall as <paramref name="slots"/> grows.</returns>
    public double Coverage(long slots)
    {
        double sum = 0;
        foreach ((double count, double weight) in _counts)
        {
            sum += weight * Covers(count, slots);
        }

        return sum;
    }

    /// <summary>Returns the share of the interval in which more calls are in service than a number.</summary>
    /// <param name="slots">The number; not negative.</param>
    /// <returns>A share in [0, 1], which does not rise as <paramref name="slots"/> grows.</returns>
    public double ShareAbove(long slots)
    {
        double sum = 0;
        foreach ((double count, double weight) in _counts)
        {
            sum += weight * (1 - PoissonCdf(count * _service, slots));
        }

        return sum;
    }

    private double Covers(double count, long slots)
    {
        double stationary = count * _service;
        double staying = Math.Exp(-1 / _service);
        double carried = _inFlight ?? stationary;
        if (count == 0)
        {
            return carried <= slots ? 1 : 0;
        }

        // What is in flight leaves as the new calls come: the mean runs from one to the other without turning.
        double load = Math.Max(carried, (carried * staying) + (stationary * (1 - staying)));
        return Math.Max(NeverExceeds(count, load, slots), AllAtOnceFit(count, carried, slots));
    }

    // All calls at once, and those carried over which still are there when a new one comes. Where calls in flight are
    // known, their number is no chance.
    private double AllAtOnceFit(double count, double carried, long slots)
    {
        double room = slots - count;
        if (room < 0)
        {
            return 0;
        }

        double meeting = carried * _service * (1 - Math.Exp(-1 / _service));
        return _inFlight is { } known && known <= room ? 1 : PoissonCdf(meeting, room) * (_inFlight is null ? PoissonCdf(carried, slots) : 1);
    }

    private static double NeverExceeds(double count, double load, long slots)
    {
        if (slots == 0)
        {
            return 0;
        }

        double term = Math.Exp(-load);
        double cumulative = term;
        double passage = term;
        for (long m = 1; m <= slots && term > 0; m++)
        {
            term *= load / m;
            cumulative += term;
            passage += cumulative * (cumulative / term);
        }

        // Where the load is so great that the terms underflow, or the slots so many, the answer is clear without them.
        return term > 0 ? cumulative * Math.Exp(-count * cumulative / passage) : load > slots ? 0 : 1;
    }

    private static double PoissonCdf(double mean, double value)
    {
        double term = Math.Exp(-mean);
        double sum = term;
        for (double k = 1; k <= value && term > 0; k++)
        {
            term *= mean / k;
            sum += term;
        }

        return term > 0 || mean <= value ? Math.Min(1, sum) : 0;
    }
}
