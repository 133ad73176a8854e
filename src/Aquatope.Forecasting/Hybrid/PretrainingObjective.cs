namespace Aquatope.Forecasting;

/// <summary>The mean squared error of the encoder-decoder's predictions of the bins after a window.</summary>
/// <param name="Network">The network.</param>
/// <param name="Training">Windows to train on, by the bin after them.</param>
/// <param name="HeldOut">Windows held out.</param>
/// <param name="DropoutRate">Rate of dropout on the outputs of every LSTM layer.</param>
internal sealed record PretrainingObjective(
    EncoderDecoder Network, IReadOnlyList<SeriesOrigin> Training, IReadOnlyList<SeriesOrigin> HeldOut, double DropoutRate) : ITrainingObjective
{
    /// <inheritdoc/>
    public int Samples => Training.Count;

    /// <inheritdoc/>
    public int HeldOutSamples => HeldOut.Count;

    /// <inheritdoc/>
    public IObjectiveWorker CreateWorker() => new PretrainingWorker(this);
}
