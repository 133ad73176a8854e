using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Aquatope.Tests.Security;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aquatope.Integration.Tests.Hub;

/// <summary>A hub that other machines may reach, started by the command, with a worker and a client of this build's API.</summary>
public sealed partial class ProtectedHubTests : IDisposable
{
    private const string Token = "correct-horse-battery-staple";

    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-protected-").FullName;
    private readonly TestCertificates _certificates = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _certificates.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task WorkerAndClient_WithTheToken_DoTheirWorkAndStrangersDoNot()
    {
        using ProgramProcess hub = Start("--token-file", Secret("tokens", Token));
        string address = await AddressOfAsync(hub);
        using GrpcChannel channel = Channel(address, Token, certificate: null);

        Assert.Equal("Hello Oslo", await GreetAsync(channel));

        using GrpcChannel stranger = Channel(address, "wrong-but-long-enough", certificate: null);
        await AssertRefusedAsync(stranger, StatusCode.Unauthenticated);
        await hub.PressControlCAsync();
        (int exitCode, _, string error) = await hub.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.Contains("Refused /TaskHubSidecarService/StartInstance", error, StringComparison.Ordinal);
        Assert.DoesNotContain("long-enough", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WorkerAndClient_WithACertificate_DoTheirWorkAndStrangersDoNot()
    {
        string authority = Path.Combine(_folder, "ca.pem");
        await File.WriteAllTextAsync(authority, _certificates.Authority.ExportCertificatePem(), Cancellation);
        using ProgramProcess hub = Start("--client-ca", authority);
        string address = await AddressOfAsync(hub);
        using GrpcChannel channel = Channel(address, token: null, _certificates.Client());

        Assert.Equal("Hello Oslo", await GreetAsync(channel));

        using var others = new TestCertificates();
        using GrpcChannel stranger = Channel(address, token: null, others.Client());
        await AssertRefusedAsync(stranger, StatusCode.Unavailable, StatusCode.Internal);
    }

    private static async Task<string?> GreetAsync(GrpcChannel channel)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddDurableTaskClient(client => client.UseGrpc(channel));
        builder.Services.AddDurableTaskWorker(worker => worker.UseGrpc(channel).AddTasks(tasks => tasks
            .AddOrchestratorFunc("main", context => context.CallActivityAsync<string>("greet", "Oslo"))
            .AddActivityFunc<string, string>("greet", (_, name) => $"Hello {name}")));
        using IHost host = builder.Build();
        await host.StartAsync(Cancellation);
        DurableTaskClient client = host.Services.GetRequiredService<DurableTaskClient>();
        string id = await client.ScheduleNewOrchestrationInstanceAsync("main", Cancellation);
        OrchestrationMetadata ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Cancellation);
        await host.StopAsync(Cancellation);
        return ended.ReadOutputAs<string>();
    }

    private static async Task AssertRefusedAsync(GrpcChannel channel, params StatusCode[] codes)
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddLogging().AddDurableTaskClient(client => client.UseGrpc(channel)).BuildServiceProvider();
        DurableTaskClient client = services.GetRequiredService<DurableTaskClient>();

        RpcException refusal = await Assert.ThrowsAsync<RpcException>(() => client.ScheduleNewOrchestrationInstanceAsync("main", Cancellation));

        Assert.Contains(refusal.StatusCode, codes);
    }

    private static async Task<string> AddressOfAsync(ProgramProcess hub) =>
        $"https://localhost:{Port().Match(await hub.HearAsync("Task hub on")).Groups["port"].Value}";

    private ProgramProcess Start(params string[] protection)
    {
        X509Certificate2 server = _certificates.Server();
        string certificate = Path.Combine(_folder, "server.pem");
        File.WriteAllText(certificate, server.ExportCertificatePem());
        using ECDsa key = server.GetECDsaPrivateKey()!;
        return new ProgramProcess(
            "aquatope", _folder,
            ["hub", "--listen", "0.0.0.0:0", "--certificate", certificate, "--key", Secret("server.key", key.ExportPkcs8PrivateKeyPem()), .. protection]);
    }

    private GrpcChannel Channel(string address, string? token, X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { _certificates.Authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
                LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate,
            },
        };
        var credentials = CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add("Authorization", $"Bearer {token}");
            return Task.CompletedTask;
        });
        return GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            Credentials = token is null ? ChannelCredentials.SecureSsl : ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials),
        });
    }

    private string Secret(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }

    [GeneratedRegex(@"https://[^:/ ]+:(?<port>[0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Port();
}
