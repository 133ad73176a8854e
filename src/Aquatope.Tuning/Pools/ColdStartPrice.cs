namespace Aquatope.Tuning;

/// <summary>A price of one cold start that follows the objective: what the objective leaves to cold starts is used, and no more.</summary>
/// <remarks>
/// <para>
/// An objective of 95 % lets one execution in twenty be late. Where no worker is ever missing most of that is unused, and idle
/// workers are most of what a workflow costs that is called rarely. So each execution that keeps the bound makes cold starts a
/// little cheaper, each one that met a cold start and was late makes them much dearer, in the ratio in which the two balance at
/// the share aimed at: the step of adaptive conformal inference (Gibbs and Candès, 2021, equation 2) on the logarithm of the
/// price. In the long run as many are late as the objective allows, whatever a price does to pools. Executions that are late
/// without a cold start have their share of what is allowed; no price would have helped them, so they do not raise it.
/// </para>
/// <para>
/// An hour without a late execution divides the price by e, so that workers whose idle times are of minutes show what a price
/// does before the next one; in its first hour it falls more slowly, as little is known yet.
/// </para>
/// </remarks>
/// <threadsafety>Not thread-safe.</threadsafety>
public sealed class ColdStartPrice
{
    // Some of what the objective allows is left for what an hour cannot show.
    private const double AimedShare = 0.8;

    // However many are late for other reasons, cold starts may make a fifth of the allowed share late: none at all has no price.
    private const double LeastOfAim = 0.2;
    private const double MemorySeconds = 3600;

    // So much one execution changes the logarithm at most: that a program begins cold is no reason to pay tenfold for hours.
    private const double LargestStep = 0.25;

    // ln 1000: it stays within a thousandfold of where it began.
    private const double Range = 6.9;

    private readonly TimeSpan _bound;
    private readonly double _initial;
    private readonly double _aim;

    /// <summary>Initializes a new instance of the <see cref="ColdStartPrice"/> class.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="initial">The price until executions have been seen, in the price list's currency; not negative.</param>
    public ColdStartPrice(LatencyObjective objective, double initial)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentOutOfRangeException.ThrowIfNegative(initial);
        (_bound, _initial) = (objective.Bound, initial);
        _aim = AimedShare * (1 - (objective.Percentile / 100));
    }

    /// <summary>Gets the price.</summary>
    public double Value => _initial * Math.Exp(IsHeld ? Math.Max(0, State.Logarithm) : State.Logarithm);

    /// <summary>Gets or sets a value indicating whether the price does not fall, and is the initial one at least: while production is being changed, say. Default: false.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Gets or sets what it has learned, so that it can be stored, and go on from there.</summary>
    public ColdStartPriceState State { get; set; } = ColdStartPriceState.Initial;

    /// <summary>Learns of one execution.</summary>
    /// <param name="latency">How long it took from end to end; it is late beyond the objective's bound.</param>
    /// <param name="failed">Whether it failed, which counts as late.</param>
    /// <param name="cold">Whether one of its calls met a cold start.</param>
    /// <param name="endedAt">When it ended; where that is before the end of another seen already, it counts as that one's.</param>
    public void Observe(TimeSpan latency, bool failed, bool cold, DateTimeOffset endedAt)
    {
        bool late = failed || latency > _bound;
        double kept = Math.Exp(-Math.Max(0, (endedAt - State.Latest).TotalSeconds) / MemorySeconds);
        bool warmAndLate = late && !cold;
        ColdStartPriceState next = State with
        {
            Executions = (State.Executions * kept) + 1,
            LateWithoutColdStart = (State.LateWithoutColdStart * kept) + (warmAndLate ? 1 : 0),
            First = State.Executions == 0 ? endedAt : State.First,
            Latest = endedAt > State.Latest ? endedAt : State.Latest,
        };
        double aim = Math.Max(_aim - (next.LateWithoutColdStart / next.Executions), LeastOfAim * _aim);
        double step = warmAndLate ? 0 : ((late ? 1 : 0) - aim) / Math.Max(1 / LargestStep, aim * next.Executions);
        double falling = IsHeld ? 0 : Math.Min(1, (next.Latest - next.First).TotalSeconds / MemorySeconds);
        State = next with { Logarithm = Math.Clamp(next.Logarithm + (step < 0 ? step * falling : step), -Range, Range) };
    }
}
