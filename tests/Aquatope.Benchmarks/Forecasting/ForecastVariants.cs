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
        ("lstm-fractions", () => new FractionalLstm()),
        ("last-value", () => new Fixed(new LastValueForecaster())),
        ("seasonal-naive", () => new Fixed(new SeasonalNaiveForecaster(1440))),
    ];

    private static HybridBayesianTrainer Changed(Func<HybridBayesianOptions, HybridBayesianOptions> change) => new(change(new HybridBayesianOptions()));

    /// <summary>The plain LSTM with its forecasts as they leave the network, not rounded to whole counts.</summary>
    private sealed class FractionalLstm : IForecasterTrainer
    {
        private const double Unit = 1e-3;

        public string Name => "lstm-fractions";

        public IForecaster Train(CountSeries training, ulong seed, CancellationToken cancellationToken)
        {
            IForecaster trained = new LstmTrainer().Train(training, seed, cancellationToken);
            if (trained is not LstmForecaster { Model: { } model })
            {
                return trained;
            }

            SeriesScale scale = model.Scale with { Unit = Unit, Mean = model.Scale.Mean / Unit, Deviation = model.Scale.Deviation / Unit };
            return new LstmForecaster(model with { Scale = scale });
        }
    }

    private sealed class Fixed(IForecaster forecaster) : IForecasterTrainer
    {
        public string Name => forecaster.Name;

        public IForecaster Train(CountSeries training, ulong seed, CancellationToken cancellationToken) => forecaster;
    }
}
