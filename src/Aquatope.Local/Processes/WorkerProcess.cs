using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Aquatope.Workflows;

namespace Aquatope.Local;

/// <summary>One worker: an operating-system process, its limits, and the connection to it.</summary>
internal sealed class WorkerProcess : IStageWorker
{
    private readonly Process _process;
    private readonly string _stage;
    private readonly TimeProvider _timeProvider;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<WorkerResult>> _running = new();
    private WorkerConnection? _connection;
    private long _lastRequest;
    private int _exitCode;

    /// <summary>Initializes a new instance of the <see cref="WorkerProcess"/> class.</summary>
    /// <param name="process">The process, which has just been started.</param>
    /// <param name="limits">Its limits; disposed of when it has ended.</param>
    /// <param name="stage">The stage it runs.</param>
    /// <param name="timeProvider">Tells when it became ready.</param>
    public WorkerProcess(Process process, IWorkerLimits limits, string stage, TimeProvider timeProvider)
    {
        _process = process;
        _stage = stage;
        _timeProvider = timeProvider;
        Gone = WaitForEndAsync(limits);
    }

    /// <inheritdoc/>
    public long ReadyAt { get; private set; }

    /// <inheritdoc/>
    public Task<bool> Gone { get; }

    /// <summary>Waits until the worker has connected and its stage is initialised.</summary>
    /// <param name="connected">The connection to come.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Completes when the worker can execute.</returns>
    /// <exception cref="WorkerStartException">The process ended, or its stage could not be initialised.</exception>
    public async Task ReadyAsync(Task<WorkerConnection> connected, CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(connected, Gone).WaitAsync(cancellationToken) == Gone)
        {
            throw Ended(await Gone);
        }

        _connection = await connected;
        (WorkerFrame Kind, BinaryReader Body)? first = await _connection.ReceiveAsync(cancellationToken);
        switch (first)
        {
            case { Kind: WorkerFrame.Ready }:
                ReadyAt = _timeProvider.GetTimestamp();
                _ = ReceiveAsync(_connection);
                break;
            case { Kind: WorkerFrame.InitializationFailed } frame:
                WorkerFailure failure = WorkerFailure.Read(frame.Body);
                throw new WorkerStartException(_stage, $"{failure.ErrorType}: {failure.Message}", failure.IsOutOfMemory);
            default:
                throw Ended(await Gone);
        }
    }

    /// <inheritdoc/>
    public async Task<WorkerResult> ExecuteAsync(string instanceId, string? input)
    {
        long request = Interlocked.Increment(ref _lastRequest);
        var completion = new TaskCompletionSource<WorkerResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[request] = completion;
        try
        {
            await _connection!.SendAsync(
                WorkerFrame.Execute,
                body =>
                {
                    body.Write(request);
                    body.Write(instanceId);
                    body.WriteJson(input);
                },
                CancellationToken.None);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The worker has just died; whoever waits learns it from Gone.
        }

        return await completion.Task;
    }

    /// <inheritdoc/>
    public async Task StopAsync()
    {
        try
        {
            await _connection!.SendAsync(WorkerFrame.Stop, write: null, CancellationToken.None);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has ended by itself.
        }

        await Gone;
    }

    /// <summary>Ends the process at once.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private async Task<bool> WaitForEndAsync(IWorkerLimits limits)
    {
        await _process.WaitForExitAsync();
        _exitCode = _process.ExitCode;
        bool killedForMemory = limits.WasKilledForMemory();
        limits.Dispose();
        _process.Dispose();
        _connection?.Dispose();
        return killedForMemory;
    }

    private async Task ReceiveAsync(WorkerConnection connection)
    {
        try
        {
            while (await connection.ReceiveAsync(CancellationToken.None) is { } frame)
            {
                long request = frame.Body.ReadInt64();
                WorkerTiming timing = WorkerTiming.Read(frame.Body);
                WorkerResult result = frame.Kind == WorkerFrame.Completed
                    ? new WorkerResult(timing, frame.Body.ReadJson(), Failure: null)
                    : new WorkerResult(timing, Result: null, WorkerFailure.Read(frame.Body));
                if (_running.TryRemove(request, out TaskCompletionSource<WorkerResult>? completion))
                {
                    completion.SetResult(result);
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // The process ended between two frames.
        }

        // A worker that has closed its connection can serve nobody any more.
        Kill();
    }

    private WorkerStartException Ended(bool killedForMemory) => new(
        _stage,
        killedForMemory
            ? "it exceeded its memory limit."
            : string.Create(CultureInfo.InvariantCulture, $"its process ended with exit code {_exitCode}; see its standard error."),
        killedForMemory);
}
