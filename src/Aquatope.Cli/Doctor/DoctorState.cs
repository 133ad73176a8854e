namespace Aquatope.Cli;

/// <summary>How something is that <c>aquatope doctor</c> looked at.</summary>
internal enum DoctorState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Everything runs, but not as well or as exactly as it could.</summary>
    Warning,

    /// <summary>Something will not run.</summary>
    Failed,
}
