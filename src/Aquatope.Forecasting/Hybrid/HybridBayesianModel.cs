using System.Text.Json.Serialization;

namespace Aquatope.Forecasting;

/// <summary>Everything that a trained hybrid Bayesian network consists of.</summary>
/// <param name="Options">Its form.</param>
/// <param name="BinWidth">Width of the bins it was trained on.</param>
/// <param name="Scale">The scale of its series; null for a global model, which measures each history.</param>
/// <param name="MaskSeed">Seed of the dropout masks of its Monte Carlo passes.</param>
/// <param name="KnowsWeeks">Whether training saw enough weeks to tell a weekday from a date.</param>
/// <param name="InherentDeviation">Standard deviation of held-out residuals on the network's scale; only with squared error.</param>
/// <param name="CountFactors">Factors of the probabilities of small counts; none if nothing is to change.</param>
/// <param name="NearCalibration">Observed probabilities for the next bin.</param>
/// <param name="FarCalibration">Observed probabilities for later bins.</param>
internal sealed record HybridBayesianModel(
    HybridBayesianOptions Options,
    TimeSpan BinWidth,
    SeriesScale? Scale,
    ulong MaskSeed,
    bool KnowsWeeks,
    double InherentDeviation,
    IReadOnlyList<double> CountFactors,
    IReadOnlyList<double> NearCalibration,
    IReadOnlyList<double> FarCalibration)
{
    /// <summary>Gets the parameters of the encoder, which are not part of a file's header.</summary>
    [JsonIgnore]
    public float[] EncoderParameters { get; init; } = [];

    /// <summary>Gets the parameters of each member of the ensemble of prediction networks, which are not part of a file's header.</summary>
    [JsonIgnore]
    public IReadOnlyList<float[]> Members { get; init; } = [];

    /// <summary>Returns what does not fit together.</summary>
    /// <returns>A sentence; null where all fits.</returns>
    public string? Fault()
    {
        if (Options is null || CountFactors is null || NearCalibration is null || FarCalibration is null || BinWidth <= TimeSpan.Zero)
        {
            return "its header lacks fields.";
        }

        if (Scale is { Deviation: not > 0 } or { Unit: not > 0 } || InherentDeviation < 0)
        {
            return "its scaling is not positive.";
        }

        if (!CountFrequencies.IsValid(CountFactors))
        {
            return "its frequencies of small counts are not positive.";
        }

        if (!ProbabilityCalibration.IsValid(NearCalibration) || !ProbabilityCalibration.IsValid(FarCalibration))
        {
            return "its calibration does not ascend from zero to one.";
        }

        if (Options.WindowBins < 1 || Options.DecoderBins < 1 || Options.EncoderUnits < 1 || Options.FirstUnits < 1 || Options.SecondUnits < 1 || Options.Passes < 1 || Options.Members < 1)
        {
            return "its layers have no units.";
        }

        var network = new HybridBayesianNetwork(Options, BinWidth, KnowsWeeks);
        bool fits = EncoderParameters.Length == network.Encoder.EncoderParameters
            && Members.Count == Options.Members
            && Members.All(member => member.Length == network.Prediction.Layout.Length);
        return fits ? null : "its numbers of weights are not those of its form.";
    }
}
