using System.Globalization;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Keeps the outcomes of production's executions since a configuration was put into force.</summary>
/// <param name="workflow">The index of production's workflow.</param>
internal sealed class CanaryWatch(int workflow) : ICallListener
{
    // The canary ends long before so many.
    private const int Most = 1000;
    private readonly List<WorkflowReport> _reports = [];

    /// <summary>Returns the executions that began since a moment, in the order in which they began.</summary>
    /// <param name="since">The moment.</param>
    /// <returns>The executions that have ended.</returns>
    public IEnumerable<WorkflowReport> Since(DateTimeOffset since) => _reports.Where(report => report.StartedAt >= since).OrderBy(report => report.StartedAt);

    /// <inheritdoc/>
    public void Completed(in CompletedCall completed)
    {
        // Executions count as a whole.
    }

    /// <inheritdoc/>
    public void Completed(in CompletedExecution completed)
    {
        if (completed.Workflow == workflow && _reports.Count < Most)
        {
            _reports.Add(new WorkflowReport
            {
                Lane = FunctionOptions.ProductionLane,
                Workflow = "",
                InstanceId = completed.Execution.ToString(CultureInfo.InvariantCulture),
                StartedAt = DateTimeOffset.UnixEpoch.AddTicks(completed.StartTicks),
                Latency = TimeSpan.FromTicks(completed.EndTicks - completed.StartTicks),
                Failed = completed.Failed,
            });
        }
    }
}
