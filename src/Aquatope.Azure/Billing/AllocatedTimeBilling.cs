using Aquatope.Tuning;

namespace Aquatope.Azure;

/// <summary>Bills executions by the vCPU and memory of their worker for the time that it is busy: Elastic Premium and Container Apps.</summary>
/// <remarks>These plans bill allocated time. What is idle is nobody's share: it is the price of the warm workers.</remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
/// <param name="prices">The prices of vCPU and memory, and of starting an execution.</param>
public sealed class AllocatedTimeBilling(PriceList prices) : IExecutionBilling
{
    /// <inheritdoc/>
    public double[] Bill(IReadOnlyList<WorkerExecution> executions)
    {
        ArgumentNullException.ThrowIfNull(executions);
        return [.. BusyIntervals.Of(executions).SelectMany(interval =>
        {
            WorkerExecution[] members = [.. executions.Take(interval.Executions)];
            return BusyIntervals.Shares(members)
                .Zip(members, (seconds, member) => (seconds * prices.PerSecond(member.Configuration)) + prices.PerExecution);
        })];
    }
}
