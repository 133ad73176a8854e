namespace Aquatope.Workflows;

/// <summary>Makes the stage of a worker and runs the executions that its pool sends, several at a time if it sends several.</summary>
internal sealed class StageExecutor(IServiceProvider services, StageRegistration stage, WorkerConnection connection) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StageRunner? _runner;
    private int _running;
    private bool _stopping;

    /// <summary>Runs until the pool says stop or goes away.</summary>
    /// <param name="cancellationToken">Stops taking new executions.</param>
    /// <returns>Completes when the last execution has ended.</returns>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        StageRunner runner;
        try
        {
            _runner = runner = new StageRunner(stage, stage.Create(services));
        }
#pragma warning disable CA1031 // The constructor of a stage is user code: whatever it throws is reported to the pool.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await connection.SendAsync(WorkerFrame.InitializationFailed, WorkerFailure.Of(exception).Write, cancellationToken);
            return;
        }

        await connection.SendAsync(WorkerFrame.Ready, write: null, cancellationToken);
        while (await connection.ReceiveAsync(cancellationToken) is { Kind: WorkerFrame.Execute } frame)
        {
            long request = frame.Body.ReadInt64();
            string instanceId = frame.Body.ReadString();
            string? input = frame.Body.ReadJson();
            Began();
            _ = Task.Run(() => ExecuteAsync(runner, request, instanceId, input), CancellationToken.None);
        }

        await DrainAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _runner?.Dispose();

    private async Task ExecuteAsync(StageRunner runner, long request, string instanceId, string? input)
    {
        StageRun run = await runner.RunAsync(instanceId, input);
        await connection.SendAsync(
            run.Failure is null ? WorkerFrame.Completed : WorkerFrame.Failed,
            body =>
            {
                body.Write(request);
                run.Timing.Write(body);
                if (run.Failure is null)
                {
                    body.WriteJson(run.Result);
                }
                else
                {
                    WorkerFailure.Of(run.Failure).Write(body);
                }
            },
            CancellationToken.None);
        Finished();
    }

    private void Began()
    {
        lock (_lock)
        {
            _running++;
        }
    }

    private void Finished()
    {
        lock (_lock)
        {
            if (--_running == 0 && _stopping)
            {
                _drained.TrySetResult();
            }
        }
    }

    private Task DrainAsync()
    {
        lock (_lock)
        {
            _stopping = true;
            return _running == 0 ? Task.CompletedTask : _drained.Task;
        }
    }
}
