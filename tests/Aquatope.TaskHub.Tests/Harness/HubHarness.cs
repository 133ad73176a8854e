using System.Net;
using Aquatope.DurableTask.Protocol;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.Time.Testing;
using Client = Aquatope.DurableTask.Protocol.TaskHubSidecarService.TaskHubSidecarServiceClient;

namespace Aquatope.TaskHub.Tests;

/// <summary>A hub of one test's own: its folder, its clock, its clients; it can be stopped, killed and started again.</summary>
internal sealed class HubHarness : IAsyncDisposable
{
    /// <summary>How long a test waits for what must happen; a passing test never waits that long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-hub-");
    private readonly TaskHubLimits _limits;
    private readonly bool _createHubs;
    private readonly List<GrpcChannel> _others = [];
    private GrpcChannel? _channel;
    private TaskHubServer? _server;
    private int _copies;

    private HubHarness(TaskHubLimits limits, bool createHubs)
    {
        _limits = limits;
        _createHubs = createHubs;
        Database = Path.Combine(_folder.FullName, "hub.db");
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public LogOfOneTest Log { get; } = new();

    public string Database { get; private set; }

    /// <summary>Gets or sets what runs on the hub's thread before each write and each commit.</summary>
    public Action<string>? BeforeWrite { get; set; }

    public TaskHubServer Server => _server!;

    public Client Client => For("default");

    public static async Task<HubHarness> StartAsync(TaskHubLimits? limits = null, bool createHubs = true)
    {
        var harness = new HubHarness(limits ?? new TaskHubLimits { DrainTimeout = TimeSpan.Zero }, createHubs);
        await harness.ServeAsync();
        return harness;
    }

    /// <summary>Returns a client of one of the task hubs in the database.</summary>
    public Client For(string taskHub) => new(Invoker(taskHub));

    public CallInvoker Invoker(string taskHub) => _channel!.Intercept(headers =>
    {
        headers.Add("taskhub", taskHub);
        return headers;
    });

    public Task<TestWorker> WorkerAsync(GetWorkItemsRequest? request = null, string taskHub = "default") =>
        TestWorker.ConnectAsync(For(taskHub), request ?? new GetWorkItemsRequest());

    /// <summary>Stops the hub cleanly and starts another on the same file.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await ServeAsync();
    }

    /// <summary>Starts another hub on what a killed process would have left on the disk.</summary>
    public async Task CrashAsync()
    {
        string copy = Path.Combine(_folder.FullName, $"hub-{++_copies}.db");
        File.Copy(Database, copy);
        if (File.Exists(Database + "-wal"))
        {
            File.Copy(Database + "-wal", copy + "-wal");
        }

        await StopAsync();
        Database = copy;
        await ServeAsync();
    }

    public async Task StopAsync()
    {
        _channel?.Dispose();
        _channel = null;
        _others.ForEach(channel => channel.Dispose());
        _others.Clear();
        if (_server is { } server)
        {
            _server = null;
            await server.DisposeAsync();
        }
    }

    public TaskHubServerOptions Options(string database) => new()
    {
        Database = database,
        Listen = new IPEndPoint(IPAddress.Loopback, 0),
        TimeProvider = Clock,
        LoggerFactory = Log,
        Limits = _limits,
        CreateHubsOnFirstUse = _createHubs,
        BeforeWrite = sql => BeforeWrite?.Invoke(sql),
    };

    /// <summary>Returns a client that receives no more than gRPC clients do unless they are told otherwise.</summary>
    public Client ClientWithTheUsualLimit()
    {
        var channel = GrpcChannel.ForAddress(Server.Address);
        _others.Add(channel);
        return new Client(channel);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    private async Task ServeAsync()
    {
        _server = await TaskHubServer.StartAsync(Options(Database), CancellationToken.None);
        _channel = GrpcChannel.ForAddress(_server.Address, new GrpcChannelOptions { MaxReceiveMessageSize = null });
    }
}
