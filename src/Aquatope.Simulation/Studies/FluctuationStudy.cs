using System.Collections.Immutable;
using Aquatope.Forecasting;
using Aquatope.Inference;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>What came of one policy after one change of load, over all seeds.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="Change">The change.</param>
/// <param name="ColdPercent">Calls that met a cold start, of those in the ten minutes after the change.</param>
/// <param name="BeforePercent">The same in the hour before.</param>
/// <param name="GiBHours">Memory provisioned in the ten minutes after the change.</param>
public sealed record Fluctuation(string Policy, string Change, Estimate ColdPercent, Estimate BeforePercent, Estimate GiBHours);

/// <summary>Cold starts after a sudden change of load, of one function.</summary>
/// <remarks>
/// Calls execute for two seconds in the mean (log-normal, variation 0.5), workers take one to start (0.3). Forecasts learn from a day at the rate before; two
/// hours pass until the change. Calls come as a Poisson process whose rate is given. As in <see cref="ColdStartStudy"/>, what is
/// beyond a forecast's target goes at once, unless the policy's name says that it is kept or that idle times are weighed, as
/// production does.
/// </remarks>
public static class FluctuationStudy
{
    private const double BasePerSecond = 0.5;
    private const double MemoryMiB = 512;
    private const string KeptAMinute = ", kept a minute";
    private static readonly TimeSpan Before = TimeSpan.FromHours(2);
    private static readonly TimeSpan After = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Gets the changes: what they are called, and the rate from then on.</summary>
    public static ImmutableArray<(string Name, Func<RateProfile, RateProfile> Then)> Changes { get; } =
    [
        ("step up, 4 times", profile => profile.Then(After, 4 * BasePerSecond)),
        ("step down, a quarter", profile => profile.Then(After, BasePerSecond / 4)),
        ("steps up and down, every 2 minutes", profile => Enumerable.Range(0, 5).Aggregate(profile, (longer, i) =>
            longer.Then(TimeSpan.FromMinutes(2), i % 2 == 0 ? 4 * BasePerSecond : BasePerSecond))),
        ("flash crowd, 10 times", profile => profile.FlashCrowd(BasePerSecond, 10 * BasePerSecond, Minute, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5))),
        ("ramp, to 4 times", profile => profile.Ramp(After, BasePerSecond, 4 * BasePerSecond)),
    ];

    /// <summary>Gets the names of policies: of rules, and of forecasting methods; those that end with "mean" size pools by a forecast's mean, "kept a minute" keeps what is beyond it for so long, and the last one weighs idle times.</summary>
    public static ImmutableArray<string> Policies { get; } =
        ["keep-alive", "hybrid-histogram", "autoscale", "gamma-poisson", "lstm", "lstm mean", "lstm" + KeptAMinute, "hbnn", "hbnn mean", ColdStartStudy.Ours];

    /// <summary>Runs one policy through each change.</summary>
    /// <param name="policy">One of <see cref="Policies"/>, or another forecasting method.</param>
    /// <param name="options">Seeds, threads and progress.</param>
    /// <returns>What came of it, in the order of <see cref="Changes"/>.</returns>
    /// <exception cref="ArgumentException">There is no such method.</exception>
    public static ImmutableArray<Fluctuation> Run(string policy, StudyOptions options)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(options);
        IForecaster? forecaster = policy is "keep-alive" or "hybrid-histogram" or "autoscale" ? null : Learn(policy, options);
        return [.. Changes.Select(change => Run(policy, forecaster, change.Name, change.Then, options))];
    }

    private static Fluctuation Run(
        string policy, IForecaster? forecaster, string change, Func<RateProfile, RateProfile> then, StudyOptions options)
    {
        ImmutableArray<(double Cold, double Before, double GiBHours)> runs = options.ForEachSeed(seed => Simulate(policy, forecaster, then, seed));
        return new Fluctuation(policy, change, Of(run => run.Cold), Of(run => run.Before), Of(run => run.GiBHours));

        Estimate Of(Func<(double Cold, double Before, double GiBHours), double> measure) =>
            Bootstrap.Of(runs.Length, drawn => drawn.Average(index => measure(runs[index])), options.Seed);
    }

    private static IForecaster Learn(string policy, StudyOptions options)
    {
        SeededRandom random = new SeededRandom(options.Seed).Stream("past");
        string method = policy.Split(' ', '+', ',')[0];
        double[] day = new double[(int)(TimeSpan.FromDays(1) / Minute)];
        var arrivals = new PoissonArrivals(RateProfile.Empty.Then(TimeSpan.FromDays(1), BasePerSecond), random);
        while (arrivals.TryNext(out long ticks))
        {
            day[ticks / Minute.Ticks]++;
        }

        IForecaster trained = ForecastingMethods.Find(method).Train(new CountSeries(Start - TimeSpan.FromDays(1), Minute, day), options.Seed, options.CancellationToken);
        return policy.EndsWith(" mean", StringComparison.Ordinal) ? new MeanForecaster(trained) : trained;
    }

    private static (double Cold, double Before, double GiBHours) Simulate(
        string policy, IForecaster? forecaster, Func<RateProfile, RateProfile> then, ulong seed)
    {
        var platform = new ServerlessPlatform(
            [
                new FunctionOptions
                {
                    Name = "function",
                    Configuration = new ResourceConfiguration(1, (int)MemoryMiB, 1),
                    Execution = TimeDistribution.LogNormal(2000, 0.5),
                    StartUp = TimeDistribution.LogNormal(1000, 0.3),
                    StartsOnDemand = policy != "autoscale",
                    Policy = PolicyOf(policy, forecaster),
                    Arrivals = new PoissonArrivals(then(RateProfile.Empty.Then(Before, BasePerSecond)), new SeededRandom(seed).Stream("arrivals")),
                },
            ],
            seed);
        platform.RunUntil(Before - TimeSpan.FromHours(1));
        platform.ResetMeasurements();
        platform.RunUntil(Before);
        FunctionResult before = platform.Results()[0];
        platform.ResetMeasurements();
        platform.RunUntil(Before + After);
        FunctionResult after = platform.Results()[0];
        return (100 * after.ColdStartShare, 100 * before.ColdStartShare, after.MiBSeconds / 1024 / 3600);
    }

    private static IPoolPolicy PolicyOf(string policy, IForecaster? forecaster) => policy switch
    {
        "keep-alive" => new KeepAlivePolicy(TimeSpan.FromMinutes(10)),
        "hybrid-histogram" => new HistogramPolicy(),
        "autoscale" => new AutoscalePolicy(new AutoscaleOptions { Minimum = 1 }),
        _ => new ForecastPolicy(forecaster!, new ForecastPolicyOptions
        {
            Start = Start,
            KeepAlive = policy.EndsWith(KeptAMinute, StringComparison.Ordinal) ? Minute : TimeSpan.Zero,
            IdleTimes = policy.EndsWith(ColdStartStudy.WithIdleTimes, StringComparison.Ordinal) ? new IdleTimeExperience() : null,
            Prices = new PoolPolicy { PricePerColdStart = 0.005, PricePerIdleSecond = new PriceList().PerSecond(new ResourceConfiguration(1, (int)MemoryMiB, 1)) },
        }),
    };
}
