namespace Aquatope.Azure;

/// <summary>The apps that are set, and how patiently.</summary>
public sealed record AzurePoolOptions
{
    /// <summary>Gets the apps: one for each stage in each lane.</summary>
    public required IReadOnlyList<StageApp> Apps { get; init; }

    /// <summary>Gets how long after a change of resources no execution is to be measured: restarts happen meanwhile. Default: 90 seconds.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Gets how often to look whether a change is through. Default: five seconds, or what Azure asks for.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets how long a change may take to be read back before it counts as lost. Default: two minutes.</summary>
    public TimeSpan VerifyTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets how many times a change is made that turns out to be lost. Default: 3.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Gets how long to wait while somebody else changes the same app. Default: ten minutes.</summary>
    public TimeSpan LeaseWait { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Gets how many pre-warmed instances an Elastic Premium app has as a buffer beyond the active ones, or null to leave its
    /// number alone. It is another thing than minimum instances, which are what the pre-warmer sets. Default: null.
    /// </summary>
    public int? PreWarmedBuffer { get; init; }
}
