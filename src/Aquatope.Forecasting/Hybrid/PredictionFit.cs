namespace Aquatope.Forecasting;

/// <summary>Trained prediction networks with what their held-out samples taught.</summary>
/// <param name="Members">The parameters of each.</param>
/// <param name="InherentDeviation">Standard deviation of held-out residuals on the network's scale.</param>
/// <param name="Frequencies">Frequencies of small counts.</param>
/// <param name="Near">Calibration of the next bin.</param>
/// <param name="Far">Calibration of later bins.</param>
internal sealed record PredictionFit(float[][] Members, double InherentDeviation, CountFrequencies Frequencies, ProbabilityCalibration Near, ProbabilityCalibration Far);
