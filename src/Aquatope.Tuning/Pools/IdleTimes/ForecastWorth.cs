namespace Aquatope.Tuning;

/// <summary>
/// Keeps account of what a forecast's workers are worth beyond those that idle times keep: what they cost while idle, and the
/// cold starts that they save. The account is kept whether the forecast is followed or not, so it can win back what it lost.
/// </summary>
/// <remarks>
/// A forecast of calls a minute cannot see what a pool's idle times show; where its extra workers only idle, they are not kept.
/// The account may be overdrawn by the price of six cold starts, so that an unknown forecast has a chance, and what held before
/// a change of load is not given up at once. It forgets within six hours, and so a forecast whose workers cost less than
/// one cold start an hour, beyond what they save, is followed for good.
/// </remarks>
/// <threadsafety>Not thread-safe.</threadsafety>
internal sealed class ForecastWorth
{
    private const double MemorySeconds = 6 * 3600;
    private const double CreditInColdStarts = 6;

    /// <summary>Gets or sets what its workers have lately saved beyond their price.</summary>
    public double Balance { get; set; }

    /// <summary>Gets or sets how many workers the forecast asks for, busy ones among them.</summary>
    public int Target { get; set; }

    /// <summary>Tells whether the forecast's workers have lately been worth their price.</summary>
    /// <param name="policy">The prices.</param>
    public bool Pays(PoolPolicy policy) => Balance + (CreditInColdStarts * policy.PricePerColdStart) >= 0;

    /// <summary>Books a time in which nothing changed.</summary>
    /// <param name="time">How long; not negative.</param>
    /// <param name="held">How many workers there are without the forecast.</param>
    /// <param name="policy">The prices.</param>
    public void Elapse(TimeSpan time, int held, PoolPolicy policy)
    {
        double kept = Math.Exp(-time.TotalSeconds / MemorySeconds);
        double cost = Math.Max(0, Target - held) * policy.PricePerIdleSecond;
        Balance = (Balance * kept) - (cost * MemorySeconds * (1 - kept));
    }

    /// <summary>Books that a worker is needed that idle times did not keep.</summary>
    /// <param name="slot">Its place: so many others are needed before it.</param>
    /// <param name="policy">The prices.</param>
    public void Need(int slot, PoolPolicy policy) => Balance += slot < Target ? policy.PricePerColdStart : 0;
}
