namespace Aquatope.Forecasting;

/// <summary>Everything that a trained hybrid Bayesian network consists of.</summary>
/// <param name="Options">Its form.</param>
/// <param name="BinWidth">Width of the bins it was trained on.</param>
/// <param name="Scale">The scale of its series; null for a global model, which measures each history.</param>
/// <param name="MaskSeed">Seed of the dropout masks of its Monte Carlo passes.</param>
/// <param name="InherentDeviation">Standard deviation of held-out residuals on the network's scale; only with squared error.</param>
/// <param name="NearCalibration">Observed probabilities for the next bin.</param>
/// <param name="FarCalibration">Observed probabilities for later bins.</param>
internal sealed record HybridBayesianModel(
    HybridBayesianOptions Options,
    TimeSpan BinWidth,
    SeriesScale? Scale,
    ulong MaskSeed,
    double InherentDeviation,
    IReadOnlyList<double> NearCalibration,
    IReadOnlyList<double> FarCalibration)
{
    /// <summary>Gets the parameters of the encoder-decoder.</summary>
    public float[] EncoderParameters { get; init; } = [];

    /// <summary>Gets the parameters of the prediction network.</summary>
    public float[] PredictionParameters { get; init; } = [];
}
