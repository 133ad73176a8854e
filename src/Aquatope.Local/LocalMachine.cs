namespace Aquatope.Local;

/// <summary>What this machine enforces.</summary>
public sealed class LocalMachine
{
    internal LocalMachine(IResourceGovernor governor)
    {
        Limits = governor.Name;
        Shortfall = governor.Shortfall;
    }

    /// <summary>Gets how workers are limited: <c>cgroup-v2</c>, <c>cgroup-v1</c>, <c>job-object</c> or <c>duty-cycle</c>.</summary>
    public string Limits { get; }

    /// <summary>Gets what cannot be enforced exactly, in a sentence; empty where everything can.</summary>
    public string Shortfall { get; }

    /// <summary>Tries what this machine and this user allow, and leaves nothing behind. It takes milliseconds.</summary>
    /// <param name="timeProvider">The clock of the mechanism that is tried.</param>
    /// <returns>What would be in force.</returns>
    public static LocalMachine Detect(TimeProvider timeProvider)
    {
        using IResourceGovernor governor = ResourceGovernors.Detect(timeProvider);
        return new LocalMachine(governor);
    }
}
