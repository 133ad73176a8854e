namespace Aquatope.Forecasting;

/// <summary>What training a network gave.</summary>
/// <param name="Parameters">The best parameters by held-out loss; the last ones where patience was zero.</param>
/// <param name="Epochs">Passes over the samples.</param>
/// <param name="BestEpoch">The pass, from one on, after which the parameters were taken.</param>
/// <param name="HeldOutLoss">Mean held-out loss of these parameters.</param>
internal sealed record TrainingResult(float[] Parameters, int Epochs, int BestEpoch, double HeldOutLoss);
