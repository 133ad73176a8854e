using Aquatope.Tests.NodeJs;

namespace Aquatope.Integration.Tests.JavaScript;

/// <summary>A task hub, and the official JavaScript SDK from npm, installed beside these tests.</summary>
public sealed class JavaScriptFixture : IAsyncLifetime
{
    /// <summary>The copy of <c>Sdk</c> in the output, where the SDK is installed; the sources stay as they are.</summary>
    public static readonly string Sdk = Path.Combine(AppContext.BaseDirectory, "JavaScript", "Sdk");

    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-javascript-").FullName;
    private HubFixture? _hub;
    private int _hubs;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal HubFixture Hub => _hub ?? throw new InvalidOperationException(NodeProcess.Missing);

    public async ValueTask InitializeAsync()
    {
        if (NodeProcess.IsInstalled)
        {
            await NodePackages.InstallAsync(Sdk);
            _hub = await HubFixture.StartAsync(Path.Combine(_folder, "hub.db"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Returns the name of a task hub that nobody else uses.</summary>
    internal string NewTaskHub() => $"hub-{Interlocked.Increment(ref _hubs)}";

    /// <summary>Runs one scenario to its end, in a process of its own.</summary>
    internal Task RunAsync(string file, string scenario, string taskHub) =>
        NodeProcess.RunAsync(Sdk, "node", "main.mjs", $"{Hub.Address}", taskHub, file, scenario);

    /// <summary>Starts the worker of <c>across/worker.mjs</c>.</summary>
    internal NodeProcess Work(string taskHub) => NodeProcess.Start(Sdk, "across/worker.mjs", $"{Hub.Address}", taskHub);
}
