namespace Aquatope.Forecasting;

/// <summary>A forecaster in a <see cref="ForecasterContest"/>.</summary>
/// <param name="Forecaster">The forecaster.</param>
/// <param name="IsIncumbent">Whether it is the one in use.</param>
/// <param name="Loss">The mean pinball loss of the quantile that counts, in counts; less is better.</param>
/// <param name="Crps">The mean continuous ranked probability score, in counts.</param>
/// <param name="FallbackReason">Why a fallback made some of its forecasts; null where none did.</param>
public sealed record ForecasterEntrant(IForecaster Forecaster, bool IsIncumbent, double Loss, double Crps, string? FallbackReason);
