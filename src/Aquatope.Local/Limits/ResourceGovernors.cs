namespace Aquatope.Local;

/// <summary>Chooses the best way of limiting workers that this machine and this user allow.</summary>
internal static class ResourceGovernors
{
    /// <summary>Tries the mechanisms, the most exact first.</summary>
    /// <param name="timeProvider">Drives the fallback.</param>
    /// <returns>The first that works.</returns>
    public static IResourceGovernor Detect(TimeProvider timeProvider)
    {
        if (OperatingSystem.IsWindows())
        {
            return new JobObjectGovernor();
        }

        CgroupMounts mounts = CgroupMounts.Read();
        return (IResourceGovernor?)CgroupV2Governor.TryCreate(mounts)
            ?? (IResourceGovernor?)CgroupV1Governor.TryCreate(mounts)
            ?? new DutyCycleGovernor(timeProvider);
    }
}
