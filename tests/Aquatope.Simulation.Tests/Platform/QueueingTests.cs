using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation.Tests.Platform;

/// <summary>
/// Queues with known solutions. Seeded; the standard error comes from 64 batches, and five of them are allowed, which chance
/// passes with a probability below 10⁻⁵ (Student's t with 63 degrees of freedom).
/// </summary>
public sealed class QueueingTests
{
    private const int Batches = 64;

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(1, 0.8)]
    [InlineData(4, 0.75)]
    [InlineData(16, 0.9)]
    public void Wait_PoissonArrivalsAndExponentialTimes_IsErlangs(int servers, double utilisation)
    {
        double[] waits = [.. Run(servers, utilisation, Queue(servers, 1)).Select(result => result.Wait.Mean.TotalSeconds)];

        double rate = servers * utilisation;
        Near(ErlangC(servers, rate) / (servers - rate), waits);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 3)]
    public void Wait_WorkersThatServeSeveralCallsAtOnce_IsThatOfAsManyServers(int workers, int concurrency)
    {
        double[] waits = [.. Run(workers * concurrency, 0.75, Queue(workers, concurrency)).Select(result => result.Wait.Mean.TotalSeconds)];

        double rate = workers * concurrency * 0.75;
        Near(ErlangC(workers * concurrency, rate) / ((workers * concurrency) - rate), waits);
    }

    [Fact]
    public void Latency_OneServer_IsExponential()
    {
        // The time in an M/M/1 queue is exponential with rate μ - λ: its 95th percentile is ln 20 / (μ - λ).
        double[] quantiles = [.. Run(1, 0.5, Queue(1, 1)).Select(result => result.Latency.Quantile(0.95).TotalSeconds)];

        Near(Math.Log(20) / 0.5, quantiles, bias: 0.02);
    }

    [Fact]
    public void BusyTime_AnyQueue_IsTheUtilisation()
    {
        IReadOnlyList<FunctionResult> batches = Run(4, 0.6, Queue(4, 1));

        Near(0.6 * 4, [.. batches.Select(result => result.Provisioned[0].Busy / BatchLength(4, 0.6))]);
        Assert.All(batches, result => Assert.Equal(4 * BatchLength(4, 0.6), result.Provisioned[0].Busy + result.Provisioned[0].Idle));
    }

    private static FunctionOptions Queue(int workers, int concurrency) =>
        Scenes.Function(arrivals: null, Scenes.KeepAlive(0, workers)) with
        {
            Configuration = new ResourceConfiguration(1, 128, concurrency),
            Execution = TimeDistribution.Exponential(1000),
            StartUp = TimeDistribution.Constant(0),
            MaximumWorkers = workers,
        };

    private static TimeSpan BatchLength(int servers, double utilisation) => TimeSpan.FromSeconds(Math.Round(8000 / (servers * utilisation)));

    private static List<FunctionResult> Run(int servers, double utilisation, FunctionOptions queue)
    {
        TimeSpan length = BatchLength(servers, utilisation);
        RateProfile load = RateProfile.Empty.Then((Batches + 2) * length, servers * utilisation);
        var platform = new ServerlessPlatform([queue with { Arrivals = new PoissonArrivals(load, new SeededRandom(11)) }], seed: 11);
        var results = new List<FunctionResult>();
        platform.RunUntil(length);
        for (int batch = 0; batch < Batches; batch++)
        {
            platform.ResetMeasurements();
            platform.RunUntil(platform.Now + length);
            results.Add(platform.Results()[0]);
        }

        return results;
    }

    private static void Near(double expected, double[] batches, double bias = 0)
    {
        double mean = batches.Average();
        double error = Math.Sqrt(batches.Sum(value => (value - mean) * (value - mean)) / (batches.Length - 1) / batches.Length);
        Assert.Equal(expected, mean, (5 * error) + bias);
        Assert.True(error < 0.05 * expected, $"The standard error {error} is too great to tell anything of {expected}.");
    }

    // The probability of waiting, by the recursion of Erlang's loss formula.
    private static double ErlangC(int servers, double load)
    {
        double loss = 1;
        for (int k = 1; k <= servers; k++)
        {
            loss = load * loss / (k + (load * loss));
        }

        return servers * loss / (servers - (load * (1 - loss)));
    }
}
