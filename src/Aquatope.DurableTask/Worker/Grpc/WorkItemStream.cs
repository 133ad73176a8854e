using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Grpc;

/// <summary>Holds the stream of work items open: connects, reads, and connects again after a loss.</summary>
internal sealed partial class WorkItemStream(WorkerContext context)
{
    private readonly RunningWork _running = new();
    private readonly WorkItemProcessor _processor = new(context);

    /// <summary>Runs until stopped; then waits for running work, as long as it is not aborted.</summary>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        int failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                failures = await ReadAsync(stopping, aborting) ? 0 : failures;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (RpcException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception lost) when (lost is RpcException or TimeoutException)
            {
                LogConnectionLost(context.Logger, context.Name, lost.Message);
            }

            failures++;
            await WaitBeforeReconnectAsync(failures, stopping);
        }

        await _running.WhenIdleAsync().WaitAsync(aborting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WaitBeforeReconnectAsync(int failures, CancellationToken stopping)
    {
        TimeSpan delay = context.Options.ReconnectBackoff.Delay(failures, context.Jitter);
        LogReconnecting(context.Logger, context.Name, delay, failures);
        await Task.Delay(delay, context.TimeProvider, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Reads one stream to its end; returns whether anything came.</summary>
    private async Task<bool> ReadAsync(CancellationToken stopping, CancellationToken aborting)
    {
        await context.Client.HelloAsync(
            new Empty(), deadline: context.TimeProvider.GetUtcNow().UtcDateTime + context.Options.HelloDeadline, cancellationToken: stopping);

        // The call outlives the stop signal until running work has ended: the task hub takes back what a closed
        // stream had been handed.
        using AsyncServerStreamingCall<P.WorkItem> call = context.Client.GetWorkItems(Request(), cancellationToken: aborting);
        LogConnected(context.Logger, context.Name);
        bool received = false;
        try
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None)
                .WaitAsync(context.Options.SilentDisconnectTimeout, context.TimeProvider, stopping))
            {
                received = true;
                Dispatch(call.ResponseStream.Current, aborting);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await _running.WhenIdleAsync().WaitAsync(aborting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return received;
    }

    private void Dispatch(P.WorkItem item, CancellationToken aborting)
    {
        if (item.RequestCase is P.WorkItem.RequestOneofCase.HealthPing)
        {
            return;
        }

        _running.Start(() => _processor.ProcessAsync(item, aborting));
    }

    private P.GetWorkItemsRequest Request()
    {
        DurableTaskWorkerOptions.ConcurrencyOptions caps = context.GeneralOptions.Concurrency;
        return new P.GetWorkItemsRequest
        {
            MaxConcurrentActivityWorkItems = caps.MaximumConcurrentActivityWorkItems,
            MaxConcurrentOrchestrationWorkItems = caps.MaximumConcurrentOrchestrationWorkItems,
            MaxConcurrentEntityWorkItems = caps.MaximumConcurrentEntityWorkItems,
            Capabilities = { P.WorkerCapability.HistoryStreaming },
            WorkItemFilters = Filters(context.Filters),
        };
    }

    private static P.WorkItemFilters? Filters(DurableTaskWorkerWorkItemFilters filters) => filters.IsEmpty
        ? null
        : new P.WorkItemFilters
        {
            Orchestrations =
            {
                filters.Orchestrations.Select(f => new P.OrchestrationFilter { Name = f.Name, Versions = { f.Versions } }),
            },
            Activities = { filters.Activities.Select(f => new P.ActivityFilter { Name = f.Name, Versions = { f.Versions } }) },
            Entities = { filters.Entities.Select(f => new P.EntityFilter { Name = f.Name }) },
        };
}
