namespace Aquatope.Forecasting;

/// <summary>Checks of options that several records share.</summary>
internal static class OptionChecks
{
    /// <summary>Throws unless a rate of dropout is in [0, 1).</summary>
    /// <param name="rate">The rate.</param>
    /// <param name="name">The option's name.</param>
    public static void Dropout(double rate, string name)
    {
        if (rate is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(name, rate, "A rate of dropout must lie in [0, 1).");
        }
    }

    /// <summary>Throws unless a held-out share is in (0, 0.5].</summary>
    /// <param name="share">The share.</param>
    /// <param name="name">The option's name.</param>
    public static void HeldOut(double share, string name)
    {
        if (share is not (> 0 and <= 0.5))
        {
            throw new ArgumentOutOfRangeException(name, share, "The held-out share must lie in (0, 0.5].");
        }
    }
}
