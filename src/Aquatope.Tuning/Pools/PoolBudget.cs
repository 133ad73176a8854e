namespace Aquatope.Tuning;

/// <summary>Decides for several pools together, so that their idle workers never cost more than a bound.</summary>
/// <remarks>
/// Each worker in turn goes to the pool where it saves most for what it costs, in cold starts by their price, and in activity
/// where that is cheaper on warm workers: the value of a
/// pool's next worker falls with each, so that this is the best share but for the last worker that no longer fits
/// (marginal allocation, Fox 1966).
/// </remarks>
public static class PoolBudget
{
    /// <summary>Decides for the coming interval.</summary>
    /// <param name="requests">The pools.</param>
    /// <param name="pricePerSecond">
    /// What all warm workers together may cost a second while idle; positive, infinity for no bound. Floors are kept whatever
    /// they cost.
    /// </param>
    /// <returns>The decisions, in the order of the requests; none above what <see cref="WarmPoolSizer"/> decides alone.</returns>
    /// <exception cref="ArgumentException">A demand or policy is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pricePerSecond"/> is not positive.</exception>
    public static IReadOnlyList<PoolDecision> Decide(IReadOnlyList<PoolRequest> requests, double pricePerSecond)
    {
        ArgumentNullException.ThrowIfNull(requests);
        if (pricePerSecond is not > 0)
        {
            throw new ArgumentOutOfRangeException(nameof(pricePerSecond), pricePerSecond, "The budget must be positive.");
        }

        PeakDemand[][] peaks = [.. requests.Select(request => WarmPoolSizer.PeaksOf(request.Demand, request.Policy))];
        PoolDecision[] decisions = [.. requests.Select((request, i) => WarmPoolSizer.Decide(request.Demand, request.Policy, request.State, peaks[i]))];
        double wanted = requests.Select((request, i) => decisions[i].Target * request.Policy.PricePerIdleSecond).Sum();
        return wanted <= pricePerSecond ? decisions : Share(requests, peaks, decisions, pricePerSecond);
    }

    private static PoolDecision[] Share(IReadOnlyList<PoolRequest> requests, PeakDemand[][] peaks, PoolDecision[] decisions, double pricePerSecond)
    {
        int[] granted = [.. requests.Select(request => request.Policy.Floor)];
        double left = pricePerSecond - requests.Select((request, i) => granted[i] * request.Policy.PricePerIdleSecond).Sum();
        var queue = new PriorityQueue<int, (double NegativeWorth, int Pool)>();
        for (int i = 0; i < granted.Length; i++)
        {
            Offer(i);
        }

        while (queue.TryDequeue(out int pool, out _))
        {
            double price = requests[pool].Policy.PricePerIdleSecond;

            // A pool whose next worker does not fit gets none; one with cheaper workers may still.
            if (price <= left)
            {
                left -= price;
                granted[pool]++;
                Offer(pool);
            }
        }

        return [.. decisions.Select((decision, i) => granted[i] == decision.Target ? decision : decision with
        {
            Target = granted[i],
            State = new PoolSizerState(granted[i], []),
            IsCut = true,
        })];

        void Offer(int i)
        {
            if (granted[i] < decisions[i].Target)
            {
                double worth = WarmPoolSizer.WorthOfNext(peaks[i], requests[i].Demand, requests[i].Policy, granted[i]);
                queue.Enqueue(i, (-worth / requests[i].Policy.PricePerIdleSecond, i));
            }
        }
    }
}
