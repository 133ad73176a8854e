using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>Trains hybrid Bayesian neural networks: the encoder-decoder first, then the prediction network on the frozen encoder.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class HybridBayesianTrainer : IForecasterTrainer
{
    private const int LeastWindows = 4;

    // In less, every weekday came once or twice: what is learned of it is learned of those dates.
    private static readonly TimeSpan LeastWeeks = TimeSpan.FromDays(21);

    private readonly HybridBayesianOptions _options;

    /// <summary>Initializes a new instance of the <see cref="HybridBayesianTrainer"/> class with the default options.</summary>
    public HybridBayesianTrainer()
        : this(new HybridBayesianOptions())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="HybridBayesianTrainer"/> class.</summary>
    /// <param name="options">The form of the network, and how it is trained.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public HybridBayesianTrainer(HybridBayesianOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => HybridBayesianForecaster.MethodName;

    /// <summary>Gets how many bins a series must have to be learned from.</summary>
    public int LeastBins => Math.Max(LeastWindows * _options.WindowBins, (int)Math.Ceiling((_options.DecoderBins + 1) / _options.HeldOutShare));

    /// <inheritdoc/>
    /// <exception cref="TrainingFailedException">The loss was not finite at any learning rate.</exception>
    public IForecaster Train(CountSeries training, ulong seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (TrainingData.WhyNot(Name, training, LeastBins) is { } reason)
        {
            return new FallbackForecaster(Name, reason);
        }

        SeriesScale? scale = SeriesScale.Of(training.Counts, _options.Transform);
        return scale is null
            ? new FallbackForecaster(Name, $"{Name} cannot scale a series that hardly varies.")
            : Train([new ScaledSeries(training, scale)], scale, seed, cancellationToken);
    }

    /// <summary>Learns one model from many series, which forecasts any series, those it has not seen too.</summary>
    /// <param name="training">The series, with bins of one width; those too short or constant are passed over.</param>
    /// <param name="seed">Seed of every draw; the same seed gives the same forecaster.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    /// <returns>The forecaster, which scales each history by its own latest week.</returns>
    /// <exception cref="ArgumentException">The bins differ in width, or no series can be learned from.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="TrainingFailedException">The loss was not finite at any learning rate.</exception>
    public HybridBayesianForecaster TrainGlobal(IReadOnlyList<CountSeries> training, ulong seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Select(series => series.BinWidth).Distinct().Count() > 1)
        {
            throw new ArgumentException("All series must have bins of one width.", nameof(training));
        }

        ScaledSeries[] scaled =
        [
            .. from series in training
               where series.Length >= LeastBins
               let scale = SeriesScale.OfLatestWeek(series, _options.Transform)
               where scale is not null
               select new ScaledSeries(series, scale),
        ];
        return scaled.Length > 0
            ? Train(scaled, null, seed, cancellationToken)
            : throw new ArgumentException($"None of {training.Count} series varies and has {LeastBins} bins.", nameof(training));
    }

    private HybridBayesianForecaster Train(ScaledSeries[] series, SeriesScale? scale, ulong seed, CancellationToken cancellationToken)
    {
        var random = new SeededRandom(seed);
        TimeSpan binWidth = series[0].Series.BinWidth;
        bool knowsWeeks = series.Max(item => item.Series.Length * item.Series.BinWidth) >= LeastWeeks;
        var network = new HybridBayesianNetwork(_options, binWidth, knowsWeeks);
        var samples = new TrainingSamples(series, _options, random.Stream("samples"));
        float[] encoder = Pretrain(network.Encoder, samples, random.Stream("pretraining"), cancellationToken);
        PredictionTraining prediction = new(network, encoder, random.Stream("prediction"), cancellationToken);
        PredictionFit fit = prediction.Fit(samples);
        return new HybridBayesianForecaster(new HybridBayesianModel(
            _options, binWidth, scale, random.Stream("masks").NextUInt64(), knowsWeeks, fit.InherentDeviation, fit.Frequencies.Factors, fit.Near.Observed, fit.Far.Observed)
        {
            EncoderParameters = encoder[..network.Encoder.EncoderParameters],
            Members = fit.Members,
        });
    }

    private float[] Pretrain(EncoderDecoder network, TrainingSamples samples, SeededRandom random, CancellationToken cancellationToken)
    {
        float[] initial = network.Initialize(random.Stream("initial"));
        if (!_options.HasEncoder)
        {
            return initial;
        }

        var objective = new PretrainingObjective(network, samples.TrainingWindows, samples.HeldOutWindows, _options.EncoderDropout);
        return new NetworkTrainer(objective, _options.Pretraining, random, cancellationToken).Train(initial).Parameters;
    }
}
