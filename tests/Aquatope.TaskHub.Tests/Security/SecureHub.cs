using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Aquatope.Tests.Security;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Client = Aquatope.DurableTask.Protocol.TaskHubSidecarService.TaskHubSidecarServiceClient;

namespace Aquatope.TaskHub.Tests.Security;

/// <summary>A hub with some protection, and callers with some credentials.</summary>
internal sealed class SecureHub : IAsyncDisposable
{
    public const string Token = "correct-horse-battery-staple";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-secure-");
    private readonly List<GrpcChannel> _channels = [];
    private TaskHubServer? _server;

    public TestCertificates Certificates { get; } = new();

    public LogOfOneTest Log { get; } = new();

    public string Database => Path.Combine(_folder.FullName, "hub.db");

    public static async Task<SecureHub> StartAsync(Func<TestCertificates, TaskHubSecurity> security, IPAddress? address = null)
    {
        var hub = new SecureHub();
        await hub.ServeAsync(address ?? IPAddress.Loopback, security(hub.Certificates));
        return hub;
    }

    public async Task ServeAsync(IPAddress address, TaskHubSecurity security) => _server = await TaskHubServer.StartAsync(
        new TaskHubServerOptions
        {
            Database = Database,
            Listen = new IPEndPoint(address, 0),
            Security = security,
            LoggerFactory = Log,
            Limits = new TaskHubLimits { DrainTimeout = TimeSpan.Zero },
        },
        CancellationToken.None);

    /// <summary>Returns a caller that trusts the test's authority and shows what it is given.</summary>
    public Client Caller(string? authorization = null, X509Certificate2? certificate = null, string? scheme = null)
    {
        var handler = new SocketsHttpHandler { SslOptions = Trusting(Certificates.Authority) };
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        var channel = GrpcChannel.ForAddress(
            $"{scheme ?? _server!.Address.Scheme}://127.0.0.1:{_server!.Address.Port}", new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        _channels.Add(channel);
        return new Client(channel.Intercept(headers =>
        {
            if (authorization is not null)
            {
                headers.Add("authorization", authorization);
            }

            return headers;
        }));
    }

    public async ValueTask DisposeAsync()
    {
        _channels.ForEach(channel => channel.Dispose());
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Certificates.Dispose();
        _folder.Delete(recursive: true);
    }

    private static SslClientAuthenticationOptions Trusting(X509Certificate2 authority) => new()
    {
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { authority },
            RevocationMode = X509RevocationMode.NoCheck,
        },
    };
}
