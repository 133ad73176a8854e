using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>Tells a price of a cold start of every execution of a workflow, so that it follows the objective as in production.</summary>
/// <param name="price">The price, which policies read.</param>
/// <param name="workflow">The index of the workflow among the platform's.</param>
public sealed class ColdStartPriceFollower(ColdStartPrice price, int workflow) : ICallListener
{
    /// <inheritdoc/>
    public void Completed(in CompletedCall completed)
    {
        // The objective is of whole executions.
    }

    /// <inheritdoc/>
    public void Completed(in CompletedExecution completed)
    {
        if (completed.Workflow == workflow)
        {
            var latency = TimeSpan.FromTicks(completed.EndTicks - completed.StartTicks);
            price.Observe(latency, completed.Failed, completed.Cold, DateTimeOffset.UnixEpoch.AddTicks(completed.EndTicks));
        }
    }
}
