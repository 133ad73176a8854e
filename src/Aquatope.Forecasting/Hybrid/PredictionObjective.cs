namespace Aquatope.Forecasting;

/// <summary>The loss of the prediction network, with the encoder frozen.</summary>
/// <param name="Network">The network.</param>
/// <param name="Head">What its outputs mean.</param>
/// <param name="Training">Samples to train on; each time one is used, one of the encoder's masks is drawn.</param>
/// <param name="HeldOut">Samples held out; with a single latent sequence each, without dropout.</param>
/// <param name="DropoutRate">Rate of each of the three dropouts.</param>
internal sealed record PredictionObjective(
    PredictionNetwork Network, IPredictionHead Head, PredictionSet Training, PredictionSet HeldOut, double DropoutRate) : ITrainingObjective
{
    /// <inheritdoc/>
    public int Samples => Training.Count;

    /// <inheritdoc/>
    public int HeldOutSamples => HeldOut.Count;

    /// <inheritdoc/>
    public IObjectiveWorker CreateWorker() => new PredictionWorker(this);
}
