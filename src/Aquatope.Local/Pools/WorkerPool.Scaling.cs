using Aquatope.Tuning;

namespace Aquatope.Local;

/// <content>When workers come and go.</content>
internal sealed partial class WorkerPool
{
    /// <summary>Starts workers for the backlog and for the warm target. Called under the lock.</summary>
    private void StartMissingWorkers()
    {
        // Counted anew for each: a worker that is ready at once has taken its share of the backlog already.
        while (!_stopping.IsCancellationRequested && MissingWorkers() > 0)
        {
            _starting++;
            Background(StartAsync(_configuration));
        }
    }

    private int MissingWorkers()
    {
        int present = _workers.Count(worker => !worker.Retired) + _starting;
        int forBacklog = ((_backlog.Count + _configuration.Concurrency - 1) / _configuration.Concurrency) - _starting;
        int forWarmth = Floor - present;
        return Math.Min(Math.Max(forBacklog, forWarmth), _options.MaximumWorkers - present);
    }

    private async Task StartAsync(ResourceConfiguration configuration)
    {
        IStageWorker worker;
        long begun = _timeProvider.GetTimestamp();
        try
        {
            worker = await _launcher.StartAsync(_lane, _stage, configuration, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
        catch (WorkerStartException failure)
        {
            StartFailed(configuration, failure);
            return;
        }

        lock (_lock)
        {
            _starting--;
            _startUp = _timeProvider.GetElapsedTime(begun);
            PooledWorker pooled = Add(worker, configuration);
            pooled.Retired = configuration != _configuration || _stopping.IsCancellationRequested;
            Dispatch();
        }

        LetIdleWorkersGo();
    }

    /// <summary>Fails the execution that waited longest: were it kept, a stage that cannot start would be started for ever.</summary>
    private void StartFailed(ResourceConfiguration configuration, WorkerStartException failure)
    {
        StageExecution? waiting;
        lock (_lock)
        {
            _starting--;
            waiting = _backlog.First?.Value;
            if (waiting is not null)
            {
                _backlog.RemoveFirst();
                Dispatch();
            }
        }

        StageOutcome outcome = failure.OutOfMemory ? StageOutcome.OutOfMemory : StageOutcome.WorkerLost;
        waiting?.Complete(new StageExecutionResult(outcome, configuration, null, _timeProvider.GetTimestamp(), 0, failure));
    }

    private PooledWorker Add(IStageWorker worker, ResourceConfiguration configuration)
    {
        var pooled = new PooledWorker(worker, configuration, new BillingMeter(_timeProvider)) { IdleSince = _timeProvider.GetTimestamp() };
        _workers.Add(pooled);
        Background(ForgetWhenGoneAsync());
        return pooled;

        async Task ForgetWhenGoneAsync()
        {
            await worker.Gone;
            lock (_lock)
            {
                _workers.Remove(pooled);
                Dispatch();
            }
        }
    }
}
