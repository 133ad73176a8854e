using System.Text.Json.Serialization;

namespace Aquatope.Forecasting;

/// <summary>Everything that a trained plain LSTM consists of.</summary>
/// <param name="WindowBins">Length of the window.</param>
/// <param name="Units">Number of units.</param>
/// <param name="BinWidth">Width of the bins it was trained on.</param>
/// <param name="Scale">The scale of its series.</param>
/// <param name="Residuals">Quantiles of the held-out residuals on the network's scale, evenly spaced in probability.</param>
internal sealed record LstmModel(int WindowBins, int Units, TimeSpan BinWidth, SeriesScale Scale, IReadOnlyList<double> Residuals)
{
    /// <summary>Gets the parameters, which are not part of a file's header.</summary>
    [JsonIgnore]
    public float[] Parameters { get; init; } = [];

    /// <summary>Returns what does not fit together.</summary>
    /// <returns>A sentence; null where all fits.</returns>
    public string? Fault()
    {
        if (Scale is not { Deviation: > 0, Unit: > 0 } || Residuals is not { Count: > 0 } || BinWidth <= TimeSpan.Zero || WindowBins < 1 || Units < 1)
        {
            return "its header lacks fields.";
        }

        int expected = new LstmNetwork(WindowBins, Units).Layout.Length;
        return Parameters.Length == expected ? null : $"its form has {expected} weights, the file {Parameters.Length}.";
    }
}
