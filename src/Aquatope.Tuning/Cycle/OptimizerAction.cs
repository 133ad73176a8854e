namespace Aquatope.Tuning;

/// <summary>What a tuning cycle did to production.</summary>
public enum OptimizerAction
{
    /// <summary>Nothing: the configuration in production stays.</summary>
    Kept,

    /// <summary>Nothing, because the cycle was a dry run; what was chosen is the recommendation.</summary>
    Recommended,

    /// <summary>A new configuration was put into production and passed its canary.</summary>
    Applied,

    /// <summary>A new configuration was put into production, did worse there, and was taken back.</summary>
    RolledBack,

    /// <summary>Nothing, because not even the largest configuration comes near the objective.</summary>
    OutOfReach,
}
