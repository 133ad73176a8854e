namespace Aquatope.Forecasting;

/// <summary>Everything that a trained plain LSTM consists of.</summary>
/// <param name="WindowBins">Length of the window.</param>
/// <param name="Units">Number of units.</param>
/// <param name="BinWidth">Width of the bins it was trained on.</param>
/// <param name="Scale">The scale of its series.</param>
/// <param name="Residuals">Quantiles of the held-out residuals on the network's scale, evenly spaced in probability.</param>
internal sealed record LstmModel(int WindowBins, int Units, TimeSpan BinWidth, SeriesScale Scale, IReadOnlyList<double> Residuals)
{
    /// <summary>Gets the parameters.</summary>
    public float[] Parameters { get; init; } = [];
}
