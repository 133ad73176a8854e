namespace Aquatope.Tuning;

/// <summary>What a tuning cycle is at.</summary>
public enum TuningPhase
{
    /// <summary>Trials are run to learn from.</summary>
    Search,

    /// <summary>A recommended configuration is confirmed in a trial lane.</summary>
    Validation,

    /// <summary>A new configuration is in production, and watched.</summary>
    Canary,
}
