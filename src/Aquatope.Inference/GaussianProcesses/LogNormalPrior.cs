namespace Aquatope.Inference;

/// <summary>A prior under which the logarithm of the parameter is normal.</summary>
/// <param name="Location">Mean of the logarithm.</param>
/// <param name="Scale">Standard deviation of the logarithm; positive.</param>
public sealed record LogNormalPrior(double Location, double Scale) : IPrior
{
    /// <inheritdoc/>
    public double Start => Math.Exp(Location - (Scale * Scale));

    /// <inheritdoc/>
    public double LogDensity(double value)
    {
        double log = Math.Log(value);
        double z = (log - Location) / Scale;
        return (-0.5 * z * z) - log - Math.Log(Scale) - (0.5 * Math.Log(2 * Math.PI));
    }

    /// <inheritdoc/>
    public double LogSlope(double value) => (-(Math.Log(value) - Location) / (Scale * Scale)) - 1;
}
