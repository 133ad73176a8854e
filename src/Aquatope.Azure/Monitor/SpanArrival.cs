namespace Aquatope.Azure;

/// <summary>Waits until the spans of one execution, which take minutes to be ingested, can all be read.</summary>
internal sealed class SpanArrival(LogAnalyticsOptions options, LogsClient logs, TimeProvider timeProvider)
{
    /// <summary>Waits.</summary>
    /// <param name="execution">The instance ID of the execution, which has ended.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Completes when the end and every call were found, and twice the same number of them.</returns>
    /// <exception cref="TelemetryException">They did not arrive in time.</exception>
    public async Task WaitAsync(string execution, CancellationToken cancellationToken)
    {
        if (options.MaximumIngestionDelay == TimeSpan.Zero)
        {
            return;
        }

        long began = timeProvider.GetTimestamp();
        double? before = null;
        while (true)
        {
            LogRow row = await LookAsync(execution, cancellationToken);
            double? calls = row.Flag("Ended") && row.Number("Unmatched") == 0 ? row.Number("Calls") : null;
            if (calls is not null && calls == before)
            {
                return;
            }

            if (timeProvider.GetElapsedTime(began) >= options.MaximumIngestionDelay)
            {
                throw new TelemetryException(
                    $"The spans of execution '{execution}' did not arrive within {options.MaximumIngestionDelay}: "
                    + $"{(row.Flag("Ended") ? "its end did" : "its end did not")}, {row.Number("Unmatched")} of {row.Number("Calls")} calls lack the worker's span. "
                    + "Check that every app sends its telemetry to this workspace and does not sample it.",
                    isTransient: true);
            }

            before = calls;
            await Task.Delay(options.PollInterval, timeProvider, cancellationToken);
        }
    }

    private async Task<LogRow> LookAsync(string execution, CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        DateTimeOffset since = now - options.MaximumIngestionDelay - options.LongestExecution;
        LogQuery query = LogQuery.Named("arrival").With("execution", execution).With("since", since)
            .With("until", now + options.LongestExecution).With("longest", options.LongestExecution);
        return (await logs.QueryAsync(query, since - options.LongestExecution, now + options.LongestExecution, cancellationToken)).Rows[0];
    }
}
