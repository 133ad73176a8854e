using Aquatope.Tuning;

namespace Aquatope.Azure;

/// <summary>What executions cost, by the rules of a hosting plan.</summary>
/// <threadsafety>Implementations are safe for concurrent use.</threadsafety>
public interface IExecutionBilling
{
    /// <summary>Bills the executions of one worker.</summary>
    /// <param name="executions">The executions, in order of their start.</param>
    /// <returns>The cost of each: its share of the worker's billed time, and the price of starting it.</returns>
    double[] Bill(IReadOnlyList<WorkerExecution> executions);
}

/// <summary>One execution on a worker.</summary>
/// <param name="StartedAt">Its start, by the worker's clock.</param>
/// <param name="Duration">How long it took; not negative.</param>
/// <param name="Configuration">The worker's resources.</param>
public readonly record struct WorkerExecution(DateTimeOffset StartedAt, TimeSpan Duration, ResourceConfiguration Configuration)
{
    /// <summary>Gets its end.</summary>
    public DateTimeOffset EndedAt => StartedAt + Duration;
}
