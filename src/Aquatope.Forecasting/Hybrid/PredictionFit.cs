namespace Aquatope.Forecasting;

/// <summary>A trained prediction network with what its held-out samples taught.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="InherentDeviation">Standard deviation of held-out residuals on the network's scale.</param>
/// <param name="Frequencies">Frequencies of small counts.</param>
/// <param name="Near">Calibration of the next bin.</param>
/// <param name="Far">Calibration of later bins.</param>
internal sealed record PredictionFit(float[] Parameters, double InherentDeviation, CountFrequencies Frequencies, ProbabilityCalibration Near, ProbabilityCalibration Far);
