using System.Collections.Immutable;

namespace Aquatope.Inference;

/// <summary>The numbers that a Gaussian process is fitted by.</summary>
/// <param name="OutputScale">Variance of the function, in squared output units; positive.</param>
/// <param name="Lengthscales">Distance over which the function varies, per input dimension; positive, [d].</param>
/// <param name="NoiseVariance">Variance of one observation about the function, in squared output units; not negative.</param>
/// <param name="Mean">Mean of the function far from data, in output units.</param>
public sealed record GaussianProcessHyperparameters(
    double OutputScale,
    ImmutableArray<double> Lengthscales,
    double NoiseVariance,
    double Mean);
