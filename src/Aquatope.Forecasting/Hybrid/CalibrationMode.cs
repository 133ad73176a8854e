namespace Aquatope.Forecasting;

/// <summary>How predictive probabilities are corrected by what really happened.</summary>
public enum CalibrationMode
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By the held-out tail of the training series, once.</summary>
    HeldOut,

    /// <summary>By the latest bins of each history, which are forecast again for the purpose; by the held-out tail where there are few.</summary>
    Rolling,
}
