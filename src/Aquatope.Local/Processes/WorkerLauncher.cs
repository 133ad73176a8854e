using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Local;

/// <summary>Starts the user's own program again as stage workers, each under its limits, and lets them connect back.</summary>
internal sealed class WorkerLauncher : IStageWorkerLauncher, IAsyncDisposable
{
    // Joins the control groups, then becomes the worker. Its standard output goes to standard error, because the output of
    // the program that started it may be a document.
    private const string JoinAndRun =
        """n=$1; shift; while [ "$n" -gt 0 ]; do echo 0 > "$1" || exit 125; shift; n=$((n-1)); done; exec "$@" >&2""";

    private readonly IResourceGovernor _governor;
    private readonly IReadOnlyList<string> _command;
    private readonly TimeProvider _timeProvider;
    private readonly string _directory;
    private readonly Socket _listener;
    private readonly Task _accepting;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<WorkerConnection>> _expected = new();
    private readonly ConcurrentDictionary<long, WorkerProcess> _workers = new();
    private readonly SemaphoreSlim _starting = new(Environment.ProcessorCount, Environment.ProcessorCount);
    private long _lastId;

    /// <summary>Initializes a new instance of the <see cref="WorkerLauncher"/> class.</summary>
    /// <param name="governor">Limits the workers.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="timeProvider">Tells when a worker became ready.</param>
    public WorkerLauncher(IResourceGovernor governor, IReadOnlyList<string> command, TimeProvider timeProvider)
    {
        _governor = governor;
        _command = command;
        _timeProvider = timeProvider;
        _directory = Directory.CreateTempSubdirectory("aquatope-").FullName;
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        _listener.Listen(backlog: 256);
        _accepting = AcceptAsync();
    }

    private string SocketPath => Path.Combine(_directory, "w");

    /// <inheritdoc/>
    public async Task<IStageWorker> StartAsync(string lane, string stage, ResourceConfiguration configuration, CancellationToken cancellationToken)
    {
        // More processes starting at once than there are processors would only slow one another down.
        await _starting.WaitAsync(cancellationToken);
        try
        {
            return await StartNowAsync(lane, stage, configuration, cancellationToken);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        if (!Directory.Exists(_directory))
        {
            return;
        }

        WorkerProcess[] left = [.. _workers.Values];
        foreach (WorkerProcess worker in left)
        {
            worker.Kill();
        }

        await Task.WhenAll(left.Select(worker => worker.Gone));
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<IStageWorker> StartNowAsync(string lane, string stage, ResourceConfiguration configuration, CancellationToken cancellationToken)
    {
        long id = Interlocked.Increment(ref _lastId);
        IWorkerLimits limits = _governor.Prepare(string.Create(CultureInfo.InvariantCulture, $"{lane}-{stage}-{id}"), configuration, yields: lane != Lane.Production);
        var connected = new TaskCompletionSource<WorkerConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        _expected[id] = connected;
        WorkerProcess worker;
        try
        {
            worker = new WorkerProcess(Start(id, stage, limits), limits, stage, _timeProvider);
        }
        catch
        {
            _expected.TryRemove(id, out _);
            limits.Dispose();
            throw;
        }

        _workers[id] = worker;
        _ = worker.Gone.ContinueWith(_ => _workers.TryRemove(id, out WorkerProcess? _), TaskScheduler.Default);
        try
        {
            await worker.ReadyAsync(connected.Task, cancellationToken);
            return worker;
        }
        catch
        {
            worker.Kill();
            await worker.Gone;
            throw;
        }
        finally
        {
            _expected.TryRemove(id, out _);
        }
    }

    private Process Start(long id, string stage, IWorkerLimits limits)
    {
        var start = new ProcessStartInfo { UseShellExecute = false };
        if (OperatingSystem.IsWindows())
        {
            start.FileName = _command[0];
        }
        else
        {
            start.FileName = "/bin/sh";
            foreach (string argument in (string[])["-c", JoinAndRun, "sh", limits.JoinFiles.Count.ToString(CultureInfo.InvariantCulture), .. limits.JoinFiles, _command[0]])
            {
                start.ArgumentList.Add(argument);
            }
        }

        foreach (string argument in _command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in limits.Environment)
        {
            start.Environment[name] = value;
        }

        // A worker must be fast, and the same, from its second execution on. Code that is compiled again and again while it
        // gets hotter would take dozens of executions to settle, and a trial would measure the compiler.
        start.Environment.TryAdd("DOTNET_TieredCompilation", "0");
        start.Environment[WorkerEnvironment.Socket] = SocketPath;
        start.Environment[WorkerEnvironment.Id] = id.ToString(CultureInfo.InvariantCulture);
        start.Environment[WorkerEnvironment.Stage] = stage;
        Process process = Process.Start(start)!;
        limits.Attach(process);
        return process;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptAsync();
                _ = IntroduceAsync(new WorkerConnection(socket));
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // The launcher has been disposed of.
        }
    }

    private async Task IntroduceAsync(WorkerConnection connection)
    {
        if (await connection.ReceiveAsync(CancellationToken.None) is { Kind: WorkerFrame.Hello } hello
            && _expected.TryGetValue(hello.Body.ReadInt64(), out TaskCompletionSource<WorkerConnection>? connected)
            && connected.TrySetResult(connection))
        {
            return;
        }

        connection.Dispose();
    }
}
