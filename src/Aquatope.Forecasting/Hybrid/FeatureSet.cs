namespace Aquatope.Forecasting;

/// <summary>Which external features the prediction network sees.</summary>
public enum FeatureSet
{
    /// <summary>The paper's: sine and cosine of the hour and of the weekday of the forecast bin, and how far ahead it is.</summary>
    Calendar,

    /// <summary>These, and counts of the same minute of earlier periods (5 bins to a week), and recent counts and levels.</summary>
    Lagged,
}
