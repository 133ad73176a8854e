namespace Aquatope.Azure;

/// <summary>Splits a worker's busy time among its executions: each moment evenly among those then active.</summary>
internal static class BusyIntervals
{
    /// <summary>Finds the intervals in which at least one execution was active.</summary>
    /// <param name="executions">The executions of one worker, in order of their start.</param>
    /// <returns>The intervals in order, with the range of executions that each holds.</returns>
    public static IEnumerable<(Range Executions, DateTimeOffset Start, DateTimeOffset End)> Of(IReadOnlyList<WorkerExecution> executions)
    {
        int first = 0;
        while (first < executions.Count)
        {
            DateTimeOffset end = executions[first].EndedAt;
            int next = first + 1;
            for (; next < executions.Count && executions[next].StartedAt <= end; next++)
            {
                end = executions[next].EndedAt > end ? executions[next].EndedAt : end;
            }

            yield return (first..next, executions[first].StartedAt, end);
            first = next;
        }
    }

    /// <summary>Shares one interval's time out.</summary>
    /// <param name="executions">The executions of the interval.</param>
    /// <returns>The seconds of each; together they are the interval's length.</returns>
    public static double[] Shares(IReadOnlyList<WorkerExecution> executions)
    {
        var shares = new double[executions.Count];
        DateTimeOffset[] moments = [.. executions.SelectMany(execution => new[] { execution.StartedAt, execution.EndedAt }).Distinct().Order()];
        for (int m = 1; m < moments.Length; m++)
        {
            int[] active = [.. Enumerable.Range(0, executions.Count)
                .Where(n => executions[n].StartedAt <= moments[m - 1] && executions[n].EndedAt >= moments[m])];
            foreach (int n in active)
            {
                shares[n] += (moments[m] - moments[m - 1]).TotalSeconds / active.Length;
            }
        }

        return shares;
    }
}
