using Aquatope.Tuning;

namespace Aquatope.Azure;

/// <summary>Makes stage reports of the rows of the query <c>stages</c>.</summary>
internal static class StageRows
{
    /// <summary>Makes the reports.</summary>
    /// <param name="table">The answer.</param>
    /// <param name="query">What was asked for.</param>
    /// <param name="billing">What executions cost.</param>
    /// <returns>The reports, in the order of the rows.</returns>
    /// <exception cref="TelemetryException">A span lacks the worker's configuration.</exception>
    public static IEnumerable<StageReport> Reports(LogTable table, ReportQuery query, IExecutionBilling billing)
    {
        ResourceConfiguration[] configurations = [.. table.Rows.Select(ConfigurationOf)];
        double[] costs = CostsOf(table.Rows, configurations, billing);
        for (int n = 0; n < table.Rows.Count; n++)
        {
            LogRow row = table.Rows[n];
            TimeSpan execution = Milliseconds(row.Number("ExecutionMs"));

            // The two spans were measured on two machines, whose rounding can make the difference a little negative.
            TimeSpan wait = Milliseconds(Math.Max(0, row.Number("TotalMs") - row.Number("ExecutionMs")));
            yield return new StageReport
            {
                Lane = query.Lane,
                Workflow = query.Workflow,
                InstanceId = row.Text("InstanceId"),
                Stage = row.Text("Stage"),
                ScheduledAt = row.Time("ScheduledAt"),
                QueueWait = wait,
                ColdStart = row.Flag("ColdStart") ? wait : TimeSpan.Zero,
                Execution = execution,
                CpuTime = row.NumberOrNull("CpuTimeMs") is { } cpu ? Milliseconds(cpu) : null,
                PeakMemoryMiB = row.NumberOrNull("PeakMemoryMiB"),
                Configuration = configurations[n],
                Outcome = OutcomeOf(row),
                Cost = costs[n],
                Weight = row.Number("Weight"),
            };
        }
    }

    private static ResourceConfiguration ConfigurationOf(LogRow row) =>
        row.NumberOrNull("Cpu") is { } cpu && row.NumberOrNull("MemoryMiB") is { } memory && row.NumberOrNull("Concurrency") is { } concurrency
            ? new ResourceConfiguration(cpu, (int)memory, (int)concurrency)
            : throw new TelemetryException(
                $"The span of stage '{row.Text("Stage")}' from worker '{row.Text("Worker")}' lacks {StageSpans.Cpu}, {StageSpans.MemoryMiB} or "
                + $"{StageSpans.Concurrency}. Deploy the stage's app again with the settings that the template gives it.",
                isTransient: false);

    private static StageOutcome OutcomeOf(LogRow row) =>
        Enum.TryParse(row.Text("Outcome"), out StageOutcome outcome) && Enum.IsDefined(outcome) ? outcome
        : row.Flag("Succeeded") ? StageOutcome.Completed
        : StageOutcome.Failed;

    private static double[] CostsOf(IReadOnlyList<LogRow> rows, ResourceConfiguration[] configurations, IExecutionBilling billing)
    {
        var costs = new double[rows.Count];
        foreach (IGrouping<string, int> worker in Enumerable.Range(0, rows.Count).GroupBy(n => rows[n].Text("Worker"), StringComparer.Ordinal))
        {
            int[] executions = [.. worker.OrderBy(n => rows[n].Time("StartedAt"))];
            double[] shares = billing.Bill([.. executions.Select(n =>
                new WorkerExecution(rows[n].Time("StartedAt"), Milliseconds(rows[n].Number("ExecutionMs")), configurations[n]))]);
            for (int i = 0; i < executions.Length; i++)
            {
                costs[executions[i]] = shares[i];
            }
        }

        return costs;
    }

    private static TimeSpan Milliseconds(double value) => TimeSpan.FromTicks((long)Math.Round(value * TimeSpan.TicksPerMillisecond));
}
