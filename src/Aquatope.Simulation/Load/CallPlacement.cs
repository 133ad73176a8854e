namespace Aquatope.Simulation;

/// <summary>Where in an interval calls lie of which only the count is known.</summary>
public enum CallPlacement
{
    /// <summary>As many as counted, each anywhere in the interval with equal probability.</summary>
    Uniform,

    /// <summary>As many as a Poisson process brings whose mean is the count: the number varies too.</summary>
    Poisson,

    /// <summary>As many as counted, at equal distances.</summary>
    Even,
}
