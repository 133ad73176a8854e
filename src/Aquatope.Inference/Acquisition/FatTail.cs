namespace Aquatope.Inference;

/// <summary>Logarithms of smooth steps whose tails fall off as powers, so that their slopes never vanish.</summary>
/// <remarks>Ament et al. (2023): a Cauchy tail added to the exponential one. The shares, a tenth and a hundredth, are this project's.</remarks>
internal static class FatTail
{
    private const double SoftplusShare = 0.1;
    private const double SigmoidShare = 0.01;

    /// <summary>Returns log of softplus(t) plus a tenth of 1 / (1 + t²), and its derivative.</summary>
    public static (double Value, double Slope) LogSoftplus(double t)
    {
        double tail = 1 / (1 + (t * t));
        double value = Math.Max(t, 0) + Log1PlusExp(-Math.Abs(t)) + (SoftplusShare * tail);
        double slope = Sigmoid(t) - (2 * SoftplusShare * t * tail * tail);
        return (Math.Log(value), slope / value);
    }

    /// <summary>Returns log of a mixture of the logistic and a hundredth of the Cauchy distribution function, and its derivative.</summary>
    public static (double Value, double Slope) LogSigmoid(double t)
    {
        // Atan2 keeps the digits of the lower tail, which one half plus an arcus tangent would cancel.
        double logistic = Sigmoid(t);
        double value = ((1 - SigmoidShare) * logistic) + (SigmoidShare * Math.Atan2(1, -t) / Math.PI);
        double slope = ((1 - SigmoidShare) * logistic * Sigmoid(-t)) + (SigmoidShare / (Math.PI * (1 + (t * t))));
        return (Math.Log(value), slope / value);
    }

    private static double Sigmoid(double t) => t >= 0 ? 1 / (1 + Math.Exp(-t)) : Math.Exp(t) / (1 + Math.Exp(t));

    // Math has no log1p; below this the series' first term is exact.
    private static double Log1PlusExp(double t) => t < -36 ? Math.Exp(t) : Math.Log(1 + Math.Exp(t));
}
