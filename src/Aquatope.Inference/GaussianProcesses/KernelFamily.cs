namespace Aquatope.Inference;

/// <summary>The covariance functions, each with one lengthscale per input dimension.</summary>
/// <remarks>Rasmussen and Williams (2006), section 4.2.1. r is the distance after division by the lengthscales.</remarks>
public enum KernelFamily
{
    /// <summary>(1 + √5 r + 5r²/3) exp(−√5 r): functions that are twice differentiable.</summary>
    Matern52,

    /// <summary>exp(−r²/2): functions that are infinitely smooth.</summary>
    SquaredExponential,
}
