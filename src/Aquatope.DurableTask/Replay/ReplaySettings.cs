using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Worker.Replay;

/// <summary>What a replay needs from its worker.</summary>
internal sealed record ReplaySettings
{
    public required DataConverter DataConverter { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    /// <summary>Gets the longest timer that the hub accepts; longer ones are made of several.</summary>
    public TimeSpan MaximumTimerInterval { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Gets the version of sub-orchestrations that name none; null for none.</summary>
    public string? DefaultVersion { get; init; }

    public bool EntitySupport { get; init; }

    /// <summary>Gets whether entity messages travel as events with JSON payloads instead of messages of their own.</summary>
    public bool LegacyEntityMessages { get; init; }

    public IExceptionPropertiesProvider? ExceptionProperties { get; init; }
}
