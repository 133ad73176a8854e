namespace Aquatope.Inference;

/// <summary>The prior beliefs about the hyper-parameters of a Gaussian process on standardised outputs.</summary>
public sealed record GaussianProcessPriors
{
    /// <summary>Gets the prior of the output scale, or null for none. Default: none.</summary>
    public IPrior? OutputScale { get; init; }

    /// <summary>Gets a value that the output scale is fixed at, or null to fit it. Default: null.</summary>
    public double? FixedOutputScale { get; init; }

    /// <summary>Gets the prior of every lengthscale, or null for none. Default: none.</summary>
    public IPrior? Lengthscale { get; init; }

    /// <summary>Gets the prior of the noise variance, or null for none. Default: none.</summary>
    public IPrior? Noise { get; init; }

    /// <summary>Gets the range of the output scale. Default: 10⁻³ to 10³.</summary>
    public (double Lower, double Upper) OutputScaleBounds { get; init; } = (1e-3, 1e3);

    /// <summary>Gets the range of the lengthscales. Default: 0.01 to 100.</summary>
    public (double Lower, double Upper) LengthscaleBounds { get; init; } = (0.01, 100);

    /// <summary>Gets the range of the noise variance. Default: 10⁻⁴ to 10.</summary>
    public (double Lower, double Upper) NoiseBounds { get; init; } = (1e-4, 10);

    /// <summary>Creates the dimension-scaled log-normal priors, with the output scale fixed at one.</summary>
    /// <param name="dimensions">The number of input dimensions; positive.</param>
    /// <returns>The priors.</returns>
    /// <remarks>Hvarfner, Hellsten and Nardi (2024): LogNormal(√2 + ½ log d, √3); noise LogNormal(−4, 1).</remarks>
    public static GaussianProcessPriors DimensionScaled(int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimensions);
        return new GaussianProcessPriors
        {
            FixedOutputScale = 1,
            Lengthscale = new LogNormalPrior(Math.Sqrt(2) + (0.5 * Math.Log(dimensions)), Math.Sqrt(3)),
            Noise = new LogNormalPrior(-4, 1),
            LengthscaleBounds = (0.025, 1e4),
            NoiseBounds = (1e-4, 100),
        };
    }

    /// <summary>Creates the gamma priors of the paper's software: Γ(3, 6), Γ(2, 0.15) and Γ(1.1, 0.05).</summary>
    /// <returns>The priors.</returns>
    public static GaussianProcessPriors Gamma() => new()
    {
        OutputScale = new GammaPrior(2, 0.15),
        Lengthscale = new GammaPrior(3, 6),
        Noise = new GammaPrior(1.1, 0.05),
        LengthscaleBounds = (1e-4, 1e4),
        NoiseBounds = (1e-4, 100),
    };
}
