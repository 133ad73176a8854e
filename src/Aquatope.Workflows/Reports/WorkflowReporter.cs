using System.Collections.Concurrent;
using System.Threading.Channels;
using Aquatope.Tuning;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aquatope.Workflows;

/// <summary>
/// Reports each workflow execution that ended, with the times that the task hub recorded: only what the hub has committed
/// is reported.
/// </summary>
internal sealed partial class WorkflowReporter(
    AquatopeApplication application, LaneClients clients, IReportSink sink, TimeProvider timeProvider, ILogger<WorkflowReporter> logger)
    : BackgroundService
{
    private static readonly TimeSpan CatchUp = TimeSpan.FromHours(1);
    private readonly Channel<(string Lane, WorkflowExecution Execution)> _ended =
        Channel.CreateUnbounded<(string, WorkflowExecution)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly ConcurrentDictionary<(string Lane, string InstanceId), WorkflowExecution> _awaited = new();

    /// <summary>Takes note that an orchestrator has returned or thrown.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="execution">The execution.</param>
    public void Ended(string lane, WorkflowExecution execution) => _ended.Writer.TryWrite((lane, execution));

    /// <summary>Makes the report of an execution from what the hub knows of it.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="metadata">The hub's record of the execution.</param>
    /// <returns>The report, or null while the execution has not ended for good.</returns>
    internal static WorkflowReport? ReportOf(string lane, OrchestrationMetadata metadata) => metadata.IsCompleted
        ? new WorkflowReport
        {
            Lane = lane,
            Workflow = metadata.Name,
            InstanceId = metadata.InstanceId,
            StartedAt = metadata.CreatedAt,
            Latency = metadata.LastUpdatedAt - metadata.CreatedAt,
            Failed = metadata.RuntimeStatus != OrchestrationRuntimeStatus.Completed,
        }
        : null;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await CatchUpAsync(stoppingToken);
        await foreach ((string lane, WorkflowExecution execution) in _ended.Reader.ReadAllAsync(stoppingToken))
        {
            // An orchestration that continues as new comes here in each generation: one wait serves them all, beside the others'.
            if (_awaited.TryAdd((lane, execution.InstanceId), execution))
            {
                _ = ReportWhenEndedAsync(lane, execution, stoppingToken);
            }
        }
    }

    private async Task ReportWhenEndedAsync(string lane, WorkflowExecution execution, CancellationToken stoppingToken)
    {
        try
        {
            OrchestrationMetadata metadata = await clients.Of(lane).WaitForInstanceCompletionAsync(execution.InstanceId, stoppingToken);
            if (ReportOf(lane, metadata) is { } report)
            {
                sink.Write(report);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start catches up.
        }
#pragma warning disable CA1031 // One execution that cannot be looked up, purged meanwhile for example, must not end the reporting.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogUnreported(lane, execution.InstanceId, exception);
        }
        finally
        {
            _awaited.TryRemove((lane, execution.InstanceId), out _);
        }
    }

    /// <summary>Reports what ended just before a program was killed. A report that is there already stays.</summary>
    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var recent = new OrchestrationQuery
        {
            CreatedFrom = timeProvider.GetUtcNow() - CatchUp,
            Statuses = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed],
        };
        await foreach (OrchestrationMetadata metadata in clients.Of(Lane.Production).GetAllInstancesAsync(recent).WithCancellation(cancellationToken))
        {
            if (application.Workflows.ContainsKey(metadata.Name) && ReportOf(Lane.Production, metadata) is { } report)
            {
                sink.Write(report);
            }
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The end of '{InstanceId}' in lane '{Lane}' could not be looked up; it is missing from the reports.")]
    private partial void LogUnreported(string lane, string instanceId, Exception exception);
}
