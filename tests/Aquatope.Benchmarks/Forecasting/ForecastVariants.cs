using Aquatope.Forecasting;

namespace Aquatope.Benchmarks.Forecasting;

/// <summary>The hybrid Bayesian network, what is left when parts are taken away, and its baselines.</summary>
internal static class ForecastVariants
{
    public static IReadOnlyList<(string Name, Func<IForecasterTrainer> Trainer)> All { get; } =
    [
        ("hbnn", () => new HybridBayesianTrainer()),
        ("as-published", () => new HybridBayesianTrainer(HybridBayesianOptions.AsPublished)),
        ("no-encoder", () => Changed(options => options with { HasEncoder = false })),
        ("no-ensemble", () => Changed(options => options with { Members = 1 })),
        ("no-lags", () => Changed(options => options with { Features = FeatureSet.Calendar })),
        ("squared-error", () => Changed(options => options with { Head = PredictionHead.SquaredError })),
        ("no-transform", () => Changed(options => options with { Transform = CountTransform.None })),
        ("no-anchor", () => Changed(options => options with { IsLevelRelative = false })),
        ("no-linear-part", () => Changed(options => options with { HasLinearPart = false })),
        ("no-refit", () => Changed(options => options with { RefitsHeldOut = false })),
        ("no-calibration", () => Changed(options => options with { Calibration = CalibrationMode.None })),
        ("rolling", () => Changed(options => options with { Calibration = CalibrationMode.Rolling })),
        ("no-frequencies", () => Changed(options => options with { LearnsCountFrequencies = false })),
        ("no-dropout", () => Changed(options => options with { EncoderDropout = 0, PredictionDropout = 0 })),
        ("lstm", () => new LstmTrainer()),
        ("last-value", () => new Fixed(new LastValueForecaster())),
        ("seasonal-naive", () => new Fixed(new SeasonalNaiveForecaster(1440))),
    ];

    private static HybridBayesianTrainer Changed(Func<HybridBayesianOptions, HybridBayesianOptions> change) => new(change(new HybridBayesianOptions()));

    private sealed class Fixed(IForecaster forecaster) : IForecasterTrainer
    {
        public string Name => forecaster.Name;

        public IForecaster Train(CountSeries training, ulong seed, CancellationToken cancellationToken) => forecaster;
    }
}
