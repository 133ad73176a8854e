using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>Trains the plain LSTM: standardised counts, the next one as output, squared error, early stopping.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class LstmTrainer : IForecasterTrainer
{
    private const int LeastWindows = 4;
    private const int ResidualQuantiles = 199;
    private const int ResidualBatch = 32;

    private readonly LstmOptions _options;

    /// <summary>Initializes a new instance of the <see cref="LstmTrainer"/> class with the default options.</summary>
    public LstmTrainer()
        : this(new LstmOptions())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LstmTrainer"/> class.</summary>
    /// <param name="options">The form of the network, and how it is trained.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public LstmTrainer(LstmOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => LstmForecaster.MethodName;

    /// <inheritdoc/>
    /// <exception cref="TrainingFailedException">The loss was not finite at any learning rate.</exception>
    public IForecaster Train(CountSeries training, ulong seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (TrainingData.WhyNot(Name, training, LeastWindows * _options.WindowBins) is { } reason)
        {
            return new FallbackForecaster(Name, reason);
        }

        SeriesScale? scale = SeriesScale.Of(training.Counts, CountTransform.None);
        if (scale is null)
        {
            return new FallbackForecaster(Name, $"{Name} cannot scale a series that hardly varies.");
        }

        var random = new SeededRandom(seed);
        var network = new LstmNetwork(_options.WindowBins, _options.Units);
        int firstHeldOut = training.Length - Math.Max(1, (int)(training.Length * _options.HeldOutShare));
        var objective = new LstmObjective(network, new ScaledSeries(training, scale), firstHeldOut);
        TrainingResult result = new NetworkTrainer(objective, _options.Training, random.Stream("fit"), cancellationToken)
            .Train(network.Initialize(random.Stream("initial")));
        return new LstmForecaster(new LstmModel(_options.WindowBins, _options.Units, training.BinWidth, scale, Residuals(objective, result.Parameters))
        {
            Parameters = result.Parameters,
        });
    }

    private static double[] Residuals(LstmObjective objective, float[] parameters)
    {
        var tape = new LstmTape(objective.Network.Recurrent, objective.Network.Window, ResidualBatch);
        var prediction = new FloatMatrix(1, ResidualBatch);
        var residuals = new double[objective.HeldOutSamples];
        for (int start = 0; start < residuals.Length; start += ResidualBatch)
        {
            int count = Math.Min(ResidualBatch, residuals.Length - start);
            for (int b = 0; b < count; b++)
            {
                WindowInput.Write(objective.Series, objective.HeldOutBin(start + b), tape.Input.View, (b, ResidualBatch));
            }

            objective.Network.Forward(parameters, tape, prediction.View);
            for (int b = 0; b < count; b++)
            {
                residuals[start + b] = objective.Series[objective.HeldOutBin(start + b)] - prediction.Row(0)[b];
            }
        }

        var quantiles = new EmpiricalDistribution(residuals);
        return [.. Enumerable.Range(1, ResidualQuantiles).Select(i => quantiles.Quantile(i / (ResidualQuantiles + 1.0)))];
    }
}
