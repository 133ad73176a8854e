namespace Aquatope.Forecasting;

/// <summary>The squared error of the plain LSTM's next standardised count.</summary>
/// <param name="Network">The network.</param>
/// <param name="Series">The series.</param>
/// <param name="FirstHeldOut">The first bin that is held out.</param>
internal sealed record LstmObjective(LstmNetwork Network, ScaledSeries Series, int FirstHeldOut) : ITrainingObjective
{
    // A long series' tail is thinned evenly: more would only take time.
    private const int GreatestHeldOut = 2_000;

    /// <inheritdoc/>
    public int Samples => FirstHeldOut - Network.Window;

    /// <inheritdoc/>
    public int HeldOutSamples => (Series.Series.Length - FirstHeldOut + HeldOutStride - 1) / HeldOutStride;

    private int HeldOutStride => 1 + ((Series.Series.Length - FirstHeldOut) / GreatestHeldOut);

    /// <inheritdoc/>
    public IObjectiveWorker CreateWorker() => new LstmWorker(this);

    /// <summary>Returns the bin of a held-out sample.</summary>
    /// <param name="sample">Its index.</param>
    /// <returns>The bin to forecast.</returns>
    public int HeldOutBin(int sample) => FirstHeldOut + (sample * HeldOutStride);
}
