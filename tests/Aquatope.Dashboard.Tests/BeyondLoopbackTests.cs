using System.Net;
using System.Security.Cryptography.X509Certificates;
using Aquatope.Tests.Security;

namespace Aquatope.Dashboard.Tests;

/// <summary>The dashboard where other machines reach it.</summary>
public sealed class BeyondLoopbackTests(HubRig rig) : IClassFixture<HubRig>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public async Task Address_OnAllAddresses_IsByTheMachinesName(string listen)
    {
        await using DashboardServer open = await StartAsync(IPAddress.Parse(listen));

        Assert.Equal(Dns.GetHostName(), open.Address.Host, StringComparer.OrdinalIgnoreCase);
        Assert.NotEqual(0, open.Address.Port);
    }

    [Fact]
    public async Task Address_WithACertificateOfAnotherName_IsByThatName()
    {
        using var certificates = new TestCertificates();
        await using DashboardServer open = await StartAsync(IPAddress.Any, certificates.Server());
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(certificates.Authority);
        using var http = new HttpClient(handler) { BaseAddress = open.Address };

        using HttpResponseMessage page = await http.GetAsync("/", Cancellation);

        Assert.Equal(("https", "localhost"), (open.Address.Scheme, open.Address.Host));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Address_OnLoopback_StaysAsItIs()
    {
        await using DashboardServer open = await StartAsync(IPAddress.Loopback);

        Assert.Equal("127.0.0.1", open.Address.Host);
    }

    [Fact]
    public async Task Page_ByThePrintedAddress_ShowsDataAndWithoutTheTokenNone()
    {
        Chromium.SkipUnlessThere();
        await using DashboardServer open = await StartAsync(IPAddress.Any);

        Opened opened = await Chromium.RunAsync<Opened>("beyond.mjs", new { chromium = Chromium.Path, url = open.AddressWithToken, content = "tbody a" });

        Assert.Empty(opened.Errors);
        Assert.DoesNotContain("echo-first", opened.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain(open.Token, opened.Address, StringComparison.Ordinal);
    }

    private async Task<DashboardServer> StartAsync(IPAddress listen, X509Certificate2? certificate = null) => await DashboardServer.StartAsync(
        new TaskHubs(rig.Inspector, _ => rig.Client), program: null, new DashboardOptions { Listen = new IPEndPoint(listen, 0), Certificate = certificate }, Cancellation);

    private sealed record Opened(string Shown, string Address, string[] Errors);
}
