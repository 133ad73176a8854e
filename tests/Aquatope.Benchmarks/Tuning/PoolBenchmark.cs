using System.Globalization;
using Aquatope.Forecasting;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Benchmarks;

/// <summary>How long it takes to decide for many pools, alone and within a budget of half of what they want.</summary>
internal static class PoolBenchmark
{
    public static void Run(BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        int pools = settings.Integer("pools", 5000);
        var random = new SeededRandom((ulong)settings.Integer("seed", 1));
        PoolRequest[] requests = [.. Enumerable.Range(0, pools).Select(_ => new PoolRequest(
            new PoolDemand
            {
                // Most functions are called rarely, some very often.
                Calls = [new NegativeBinomialDistribution(2, Math.Exp(8 * random.NextDouble() - 2))],
                Interval = TimeSpan.FromMinutes(1),
                ServiceTime = TimeSpan.FromSeconds(Math.Exp(4 * random.NextDouble() - 2)),
            },
            new PoolPolicy { Ceiling = 1000 },
            PoolSizerState.Initial))];
        double wanted = 0;
        foreach (double share in new[] { double.PositiveInfinity, 0.5 })
        {
            long started = time.GetTimestamp();
            IReadOnlyList<PoolDecision> decisions = PoolBudget.Decide(requests, double.IsFinite(share) ? share * wanted : share);
            double milliseconds = time.GetElapsedTime(started).TotalMilliseconds;
            wanted = decisions.Select((decision, i) => decision.Target * requests[i].Policy.PricePerIdleSecond).Sum();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{pools} pools, {decisions.Sum(decision => decision.Target)} workers, {decisions.Count(decision => decision.IsCut)} cut: {milliseconds:F0} ms"));
        }
    }
}
