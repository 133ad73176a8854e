namespace Aquatope.Workflows;

/// <summary>Runs a stage on a worker of its pool. A platform implements it: on one machine, the local worker pools.</summary>
/// <threadsafety>Implementations are safe for concurrent use.</threadsafety>
public interface IStageDispatcher
{
    /// <summary>Runs a stage once and reports it.</summary>
    /// <param name="invocation">What to run.</param>
    /// <param name="cancellationToken">Abandons the call; the stage may still run to its end.</param>
    /// <returns>The stage's result as JSON, or null where it returned none.</returns>
    /// <exception cref="OutOfMemoryException">The stage exceeded its memory limit.</exception>
    /// <exception cref="StageFailedException">The stage threw an exception whose type cannot be made again here.</exception>
    Task<string?> ExecuteAsync(StageInvocation invocation, CancellationToken cancellationToken);
}

/// <summary>One call of a stage.</summary>
/// <param name="Lane">The lane in which it was called.</param>
/// <param name="Stage">The stage's name.</param>
/// <param name="InstanceId">The instance ID of the calling orchestration.</param>
/// <param name="Input">The input as JSON, or null for none.</param>
public sealed record StageInvocation(string Lane, string Stage, string InstanceId, string? Input);
