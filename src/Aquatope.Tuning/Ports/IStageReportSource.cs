namespace Aquatope.Tuning;

/// <summary>Port: where stage reports and workflow reports come from.</summary>
public interface IStageReportSource
{
    /// <summary>
    /// Gets the time after which reports of what ended can be read: who reads on from where it stopped reads up to this long
    /// ago. Default: zero, at once.
    /// </summary>
    TimeSpan IngestionDelay => TimeSpan.Zero;

    /// <summary>Reads the reports of stage executions that ended in an interval.</summary>
    /// <param name="query">Which reports.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The reports in order of their end.</returns>
    IAsyncEnumerable<StageReport> ReadStagesAsync(ReportQuery query, CancellationToken cancellationToken);

    /// <summary>Reads the reports of workflow executions that ended in an interval.</summary>
    /// <param name="query">Which reports.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The reports in order of their end.</returns>
    IAsyncEnumerable<WorkflowReport> ReadWorkflowsAsync(ReportQuery query, CancellationToken cancellationToken);
}

/// <summary>Which reports to read.</summary>
public sealed record ReportQuery
{
    /// <summary>Gets the workflow's name.</summary>
    public required string Workflow { get; init; }

    /// <summary>Gets the lane.</summary>
    public required string Lane { get; init; }

    /// <summary>Gets the earliest end, inclusive. Default: the beginning.</summary>
    public DateTimeOffset From { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Gets the latest end, exclusive. Default: no bound.</summary>
    public DateTimeOffset To { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Gets the instance ID of one execution, or null for all.</summary>
    public string? InstanceId { get; init; }
}
