namespace Aquatope.Simulation;

/// <summary>What disturbs execution times: a factor with mean one, and now and then a straggler.</summary>
public sealed record TimeNoise
{
    /// <summary>The least that a Gaussian factor can be: less would be no time at all.</summary>
    private const double LeastFactor = 0.05;

    /// <summary>Gets the coefficient of variation of the factor; finite and not negative. Default: zero.</summary>
    public double Variation { get; init; }

    /// <summary>Gets the family of the factor's distribution. Default: log-normal.</summary>
    public NoiseFamily Family { get; init; } = NoiseFamily.LogNormal;

    /// <summary>Gets the share of calls that straggle; in [0, 1]. Default: none.</summary>
    public double StragglerShare { get; init; }

    /// <summary>Gets by what the time of a straggler is multiplied besides; finite, at least 1. Default: 3.</summary>
    public double StragglerFactor { get; init; } = 3;

    /// <summary>Draws the factor of one call. Each call takes two numbers, whatever the settings.</summary>
    /// <param name="chance">Where chance comes from; draws go on from where it stands.</param>
    /// <returns>A positive number.</returns>
    internal double Draw(ref CallChance chance)
    {
        double normal = chance.NextNormal();
        double straggles = chance.NextDouble() < StragglerShare ? StragglerFactor : 1;
        if (Variation == 0)
        {
            return straggles;
        }

        double scale = Math.Sqrt(Math.Log(1 + (Variation * Variation)));
        return straggles * (Family == NoiseFamily.Gaussian
            ? Math.Max(LeastFactor, 1 + (Variation * normal))
            : Math.Exp((scale * normal) - (scale * scale / 2)));
    }

    /// <summary>Throws unless the settings make sense.</summary>
    internal void Check()
    {
        bool sound = Variation is >= 0 and < double.PositiveInfinity && StragglerShare is >= 0 and <= 1 && StragglerFactor is >= 1 and < double.PositiveInfinity;
        if (!sound)
        {
            throw new ArgumentException($"The variation must not be negative, a share lies in [0, 1], and stragglers take longer: {this}.", nameof(Variation));
        }
    }
}

/// <summary>A family of factors on execution times.</summary>
public enum NoiseFamily
{
    /// <summary>Normal, but never below a twentieth.</summary>
    Gaussian,

    /// <summary>Log-normal: skewed, with a long tail of slow calls.</summary>
    LogNormal,
}
