using MathNet.Numerics;

namespace Aquatope.Inference;

/// <summary>A gamma prior.</summary>
/// <param name="Shape">The shape a; positive.</param>
/// <param name="Rate">The rate b, one over the parameter's unit; positive.</param>
public sealed record GammaPrior(double Shape, double Rate) : IPrior
{
    /// <inheritdoc/>
    public double Start => Shape > 1 ? (Shape - 1) / Rate : Shape / Rate;

    /// <inheritdoc/>
    public double LogDensity(double value) =>
        (Shape * Math.Log(Rate)) - SpecialFunctions.GammaLn(Shape) + ((Shape - 1) * Math.Log(value)) - (Rate * value);

    /// <inheritdoc/>
    public double LogSlope(double value) => Shape - 1 - (Rate * value);
}
