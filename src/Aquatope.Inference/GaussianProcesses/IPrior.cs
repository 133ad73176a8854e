namespace Aquatope.Inference;

/// <summary>A prior belief about one positive hyper-parameter.</summary>
public interface IPrior
{
    /// <summary>Gets a value to start a search from: the mode, or the mean where the mode is at zero.</summary>
    double Start { get; }

    /// <summary>Returns the log density in the parameter itself, not its logarithm.</summary>
    /// <param name="value">The parameter; positive.</param>
    /// <returns>The log density.</returns>
    double LogDensity(double value);

    /// <summary>Returns the derivative of the log density by the logarithm of the parameter.</summary>
    /// <param name="value">The parameter; positive.</param>
    /// <returns>The derivative.</returns>
    double LogSlope(double value);
}
