namespace Microsoft.DurableTask.Worker.Replay;

/// <summary>
/// External events that nobody awaits yet, and waits for events that have not arrived; names without regard to case.
/// Of several waits for one name the newest is served first.
/// </summary>
internal sealed class ExternalEvents
{
    private readonly Dictionary<string, Queue<string?>> _buffered = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Stack<Waiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);

    public int WaiterCount => _waiters.Count;

    public Task<string?> WaitAsync(string name, Type payloadType, CancellationToken cancellationToken)
    {
        if (_waiters.TryGetValue(name, out Stack<Waiter>? waiters))
        {
            Prune(waiters);
            if (waiters.TryPeek(out Waiter? existing) && existing.PayloadType != payloadType)
            {
                throw new ArgumentException(
                    $"Events with the same name must have the same type argument: '{name}' is awaited as " +
                    $"{existing.PayloadType.FullName} already, and now as {payloadType.FullName}.", nameof(name));
            }
        }
        else
        {
            _waiters.Add(name, waiters = new());
        }

        if (_buffered.TryGetValue(name, out Queue<string?>? buffered) && buffered.TryDequeue(out string? payload))
        {
            return Task.FromResult(payload);
        }

        Waiter waiter = new(payloadType);
        waiters.Push(waiter);
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() => waiter.Completion.TrySetCanceled(cancellationToken));
        }

        return waiter.Completion.Task;
    }

    public void Raise(string name, string? payload)
    {
        if (_waiters.TryGetValue(name, out Stack<Waiter>? waiters))
        {
            Prune(waiters);
            if (waiters.TryPop(out Waiter? waiter))
            {
                waiter.Completion.TrySetResult(payload);
                return;
            }
        }

        if (!_buffered.TryGetValue(name, out Queue<string?>? buffered))
        {
            _buffered.Add(name, buffered = new());
        }

        buffered.Enqueue(payload);
    }

    public IEnumerable<(string Name, string? Payload)> Unprocessed() =>
        _buffered.SelectMany(entry => entry.Value.Select(payload => (entry.Key, payload)));

    // A wait that was cancelled must not swallow the next event.
    private static void Prune(Stack<Waiter> waiters)
    {
        while (waiters.TryPeek(out Waiter? waiter) && waiter.Completion.Task.IsCompleted)
        {
            waiters.Pop();
        }
    }

    private sealed record Waiter(Type PayloadType)
    {
        public TaskCompletionSource<string?> Completion { get; } = new();
    }
}
