namespace Aquatope.Forecasting;

/// <summary>The squared error of the plain LSTM's next standardised count.</summary>
/// <param name="Network">The network.</param>
/// <param name="Series">The series.</param>
/// <param name="FirstHeldOut">The first bin that is held out.</param>
internal sealed record LstmObjective(LstmNetwork Network, ScaledSeries Series, int FirstHeldOut) : ITrainingObjective
{
    /// <inheritdoc/>
    public int Samples => FirstHeldOut - Network.Window;

    /// <inheritdoc/>
    public int HeldOutSamples => Series.Series.Length - FirstHeldOut;

    /// <inheritdoc/>
    public IObjectiveWorker CreateWorker() => new LstmWorker(this);
}
