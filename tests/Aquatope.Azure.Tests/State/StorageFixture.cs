using Aquatope.Tests.NodeJs;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

[assembly: AssemblyFixture(typeof(Aquatope.Azure.Tests.StorageFixture))]

namespace Aquatope.Azure.Tests;

/// <summary>A Blob Storage server (Azurite) for all tests, begun by the first that needs it and ended with them.</summary>
public sealed class StorageFixture : IDisposable
{
    // Azurite publishes its account and key for everybody's tests.
    private const string KnownKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Lazy<Task<(NodeProcess Server, string Connection)>> _server = new(StartAsync);
    private int _containers;

    /// <summary>Gets the folder where the packages of npm are installed.</summary>
    internal static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "NodeJs");

    public void Dispose()
    {
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            _server.Value.Result.Server.Dispose();
        }
    }

    /// <summary>Returns a container that no other test uses; the calling test is skipped where Node.js is missing.</summary>
    internal async Task<BlobContainerClient> NewContainerAsync(HttpPipelineTransport? transport = null)
    {
        Assert.SkipUnless(NodeProcess.IsInstalled, NodeProcess.Missing);
        var options = new BlobClientOptions();
        options.Transport = transport ?? options.Transport;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        (_, string connection) = await _server.Value;
        return new BlobContainerClient(connection, $"state-{Interlocked.Increment(ref _containers)}", options);
    }

    private static async Task<(NodeProcess Server, string Connection)> StartAsync()
    {
        await NodePackages.InstallAsync(Folder);
        NodeProcess server = NodeProcess.Start(Folder, "storage.js");
        string said = await server.HearAsync(line => line.Contains("successfully listens on", StringComparison.Ordinal));
        var address = new Uri(said[said.IndexOf("http", StringComparison.Ordinal)..]);

        return (server, $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={KnownKey};BlobEndpoint={address}devstoreaccount1;");
    }
}
