using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>The networks of one form, and the way from origins through all Monte Carlo passes to distributions.</summary>
/// <threadsafety>Immutable.</threadsafety>
internal sealed class HybridBayesianNetwork
{
    /// <summary>Initializes a new instance of the <see cref="HybridBayesianNetwork"/> class.</summary>
    /// <param name="options">The form.</param>
    /// <param name="binWidth">Width of a bin.</param>
    /// <param name="knowsWeeks">Whether training saw enough weeks to tell a weekday from a date.</param>
    /// <param name="inherentDeviation">Noise of the squared-error head. Default: 0.</param>
    public HybridBayesianNetwork(HybridBayesianOptions options, TimeSpan binWidth, bool knowsWeeks, double inherentDeviation = 0)
    {
        Options = options;
        BinWidth = binWidth;
        KnowsWeeks = knowsWeeks;
        Encoder = new EncoderDecoder(options.WindowBins, options.DecoderBins, options.EncoderUnits, options.IsLevelRelative);
        Features = new FeatureExtractor(options.Features, binWidth, options.GreatestHorizon, knowsWeeks, Encoder.Anchor);
        Head = options.Head == PredictionHead.SquaredError ? new SquaredErrorHead(inherentDeviation) : new MixtureHead();
        Prediction = new PredictionNetwork(
            options.HasEncoder ? options.WindowBins : 0,
            Features.Count,
            Head.Outputs,
            (options.FirstUnits, options.SecondUnits),
            options.HasLinearPart);
    }

    /// <summary>Gets the form.</summary>
    public HybridBayesianOptions Options { get; }

    /// <summary>Gets the width of a bin.</summary>
    public TimeSpan BinWidth { get; }

    /// <summary>Gets a value indicating whether training saw enough weeks to tell a weekday from a date.</summary>
    public bool KnowsWeeks { get; }

    /// <summary>Gets the encoder-decoder.</summary>
    public EncoderDecoder Encoder { get; }

    /// <summary>Gets the external features.</summary>
    public FeatureExtractor Features { get; }

    /// <summary>Gets the meaning of the outputs.</summary>
    public IPredictionHead Head { get; }

    /// <summary>Gets the prediction network.</summary>
    public PredictionNetwork Prediction { get; }

    /// <summary>Creates the Monte Carlo passes of trained parameters.</summary>
    /// <param name="encoder">Parameters of the encoder-decoder.</param>
    /// <param name="members">Parameters of each member of the ensemble of prediction networks.</param>
    /// <param name="random">Where the masks come from.</param>
    /// <returns>The passes.</returns>
    public MonteCarloPasses Passes(float[] encoder, IReadOnlyList<float[]> members, SeededRandom random)
    {
        int passes = Math.Max(members.Count, Options.EncoderDropout == 0 && Options.PredictionDropout == 0 ? 1 : Options.Passes);
        return new MonteCarloPasses(
            this,
            Options.HasEncoder ? new EncoderPasses(Encoder, encoder, passes, Options.EncoderDropout, random.Stream("encoder masks")) : null,
            new PredictionPasses(Prediction, members, passes, Options.PredictionDropout, random.Stream("prediction masks")));
    }
}
