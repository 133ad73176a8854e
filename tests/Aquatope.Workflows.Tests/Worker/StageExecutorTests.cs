using System.Net.Sockets;
using Aquatope.Tuning;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace Aquatope.Workflows.Tests;

/// <summary>The worker's side of the protocol, over a real socket, with the test as the pool.</summary>
public sealed class StageExecutorTests : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("aquatope-worker-").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private WorkerConnection? _worker;
    private WorkerConnection? _pool;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _worker?.Dispose();
        _pool?.Dispose();
        _listener.Dispose();
        await _services.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Run_Execute_ReturnsTheResultAndItsTiming()
    {
        Task running = await StartAsync(_ => new Doubling());
        await SendAsync(request: 7, input: "21");
        BinaryReader body = await ReceiveAsync(WorkerFrame.Completed);

        Assert.Equal(7, body.ReadInt64());
        WorkerTiming timing = WorkerTiming.Read(body);
        Assert.True(timing.Started <= timing.Ended);
        Assert.True(timing.PeakMemoryBytes > 1 << 20);
        Assert.Equal("42", body.ReadJson());
        await StopAsync(running);
    }

    [Fact]
    public async Task Run_StageThrows_ReturnsTheExceptionsType()
    {
        Task running = await StartAsync(_ => new Doubling());
        await SendAsync(request: 1, input: "-1");
        BinaryReader body = await ReceiveAsync(WorkerFrame.Failed);

        Assert.Equal(1, body.ReadInt64());
        WorkerTiming.Read(body);
        WorkerFailure failure = WorkerFailure.Read(body);
        Assert.Equal(typeof(ArgumentOutOfRangeException).FullName, failure.ErrorType);
        await StopAsync(running);
    }

    [Fact]
    public async Task Run_ConstructorThrows_IsReportedInPlaceOfReady()
    {
        await ConnectAsync();
        using var executor = new StageExecutor(_services, Registration(_ => throw new FileNotFoundException("no model")), _worker!);
        await executor.RunAsync(Cancellation);

        Assert.Equal(typeof(FileNotFoundException).FullName, WorkerFailure.Read(await ReceiveAsync(WorkerFrame.InitializationFailed)).ErrorType);
    }

    [Fact]
    public async Task Run_StopWhileExecuting_EndsAfterTheExecution()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task running = await StartAsync(_ => new Waiting(gate.Task));
        await SendAsync(request: 1, input: null);
        await _pool!.SendAsync(WorkerFrame.Stop, write: null, Cancellation);
        Assert.False(running.IsCompleted);
        gate.SetResult();

        await ReceiveAsync(WorkerFrame.Completed);
        await running.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    private async Task<Task> StartAsync(Func<IServiceProvider, ITaskActivity> create)
    {
        await ConnectAsync();
        var executor = new StageExecutor(_services, Registration(create), _worker!);
        Task running = executor.RunAsync(Cancellation);
        await ReceiveAsync(WorkerFrame.Ready);
        return running;
    }

    private async Task ConnectAsync()
    {
        var endPoint = new UnixDomainSocketEndPoint(Path.Combine(_directory, "w"));
        _listener.Bind(endPoint);
        _listener.Listen();
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(endPoint, Cancellation);
        _worker = new WorkerConnection(socket);
        _pool = new WorkerConnection(await _listener.AcceptAsync(Cancellation));
    }

    private ValueTask SendAsync(long request, string? input) => _pool!.SendAsync(
        WorkerFrame.Execute,
        body =>
        {
            body.Write(request);
            body.Write("instance");
            body.WriteJson(input);
        },
        Cancellation);

    private async Task<BinaryReader> ReceiveAsync(WorkerFrame expected)
    {
        (WorkerFrame Kind, BinaryReader Body)? frame = await _pool!.ReceiveAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(expected, frame!.Value.Kind);
        return frame.Value.Body;
    }

    private async Task StopAsync(Task running)
    {
        await _pool!.SendAsync(WorkerFrame.Stop, write: null, Cancellation);
        await running.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    private static StageRegistration Registration(Func<IServiceProvider, ITaskActivity> create) => new()
    {
        Name = "Stage",
        Create = create,
        Knobs = new StageKnobs([1], [128], [1]),
        Default = new ResourceConfiguration(1, 128, 1),
    };

    private sealed class Doubling : TaskActivity<int, int>
    {
        public override Task<int> RunAsync(TaskActivityContext context, int input)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(input);
            return Task.FromResult(2 * input);
        }
    }

    private sealed class Waiting(Task gate) : TaskActivity<int, bool>
    {
        public override async Task<bool> RunAsync(TaskActivityContext context, int input)
        {
            await gate;
            return true;
        }
    }
}
