namespace Microsoft.DurableTask.Worker.Grpc;

/// <summary>Counts the work items that are running, so that a stopping worker can let them end. Thread-safe.</summary>
internal sealed class RunningWork
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _idle;
    private int _running;

    public void Start(Func<Task> work)
    {
        lock (_lock)
        {
            _running++;
        }

        _ = Task.Run(async () =>
        {
            try
            {
                await work();
            }
            finally
            {
                End();
            }
        });
    }

    public Task WhenIdleAsync()
    {
        lock (_lock)
        {
            if (_running == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    private void End()
    {
        lock (_lock)
        {
            if (--_running == 0)
            {
                _idle?.SetResult();
                _idle = null;
            }
        }
    }
}
