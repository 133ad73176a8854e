namespace Aquatope.Azure;

/// <summary>Where telemetry is read, and what is known of how it gets there.</summary>
public sealed record LogAnalyticsOptions
{
    /// <summary>Gets the workspace's ID (a GUID, not the resource ID).</summary>
    public required string WorkspaceId { get; init; }

    /// <summary>Gets the service's address. Default: that of the public cloud. Tokens are asked for its <c>/.default</c> scope.</summary>
    public Uri Endpoint { get; init; } = new("https://api.loganalytics.io");

    /// <summary>Gets how long the service may work on one query, at most ten minutes. Default: three minutes.</summary>
    public TimeSpan ServerTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Gets the time after which nearly all spans that ended can be read. Default: five minutes.</summary>
    public TimeSpan IngestionDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets how long to wait for the spans of one execution that is asked for by its ID; zero takes what is there. Default: fifteen minutes.</summary>
    public TimeSpan MaximumIngestionDelay { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Gets how often to look meanwhile. Default: fifteen seconds.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets how long an execution of a workflow may take and still be found: spans are filed under their beginning. Default: one hour.</summary>
    public TimeSpan LongestExecution { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Gets how far back to read where a query has no beginning. Default: thirty days, the least retention of a workspace.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);
}
