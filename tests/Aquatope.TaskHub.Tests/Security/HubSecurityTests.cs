using System.Net;
using System.Security.Cryptography.X509Certificates;
using Aquatope.DurableTask.Protocol;
using Aquatope.Tests.Security;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Client = Aquatope.DurableTask.Protocol.TaskHubSidecarService.TaskHubSidecarServiceClient;

namespace Aquatope.TaskHub.Tests.Security;

/// <summary>Who may call a hub, and what becomes of the calls of others.</summary>
public sealed class HubSecurityTests
{
    private const string Bearer = "Bearer " + SecureHub.Token;

    private static readonly Dictionary<string, (IPAddress Address, Func<TestCertificates, TaskHubSecurity> Security)> Insufficient = new()
    {
        ["nothing"] = (IPAddress.Any, _ => new TaskHubSecurity()),
        ["nothing, IPv6"] = (IPAddress.IPv6Any, _ => new TaskHubSecurity()),
        ["token without TLS"] = (IPAddress.Any, _ => new TaskHubSecurity { Tokens = [SecureHub.Token] }),
        ["TLS alone"] = (IPAddress.Any, e => new TaskHubSecurity { Certificate = e.Server() }),
        ["clients' certificates without TLS"] = (IPAddress.Loopback, e => new TaskHubSecurity { ClientAuthorities = [e.Authority] }),
        ["short token"] = (IPAddress.Loopback, _ => new TaskHubSecurity { Tokens = ["123456789012345"] }),
        ["token that no header can hold"] = (IPAddress.Loopback, _ => new TaskHubSecurity { Tokens = ["1234567890 1234567890"] }),
        ["expired"] = (IPAddress.Loopback, e => new TaskHubSecurity { Certificate = e.Expired(server: true) }),
        ["not yet valid"] = (IPAddress.Loopback, e => new TaskHubSecurity { Certificate = e.NotYetValid() }),
        ["without key"] = (IPAddress.Loopback, e => new TaskHubSecurity { Certificate = X509CertificateLoader.LoadCertificate(e.Server().RawData) }),
        ["for clients"] = (IPAddress.Loopback, e => new TaskHubSecurity { Certificate = e.Client() }),
    };

    private static readonly Dictionary<string, Func<TestCertificates, TestCertificates, X509Certificate2?>> Strangers = new()
    {
        ["no certificate"] = (_, _) => null,
        ["of another authority"] = (_, others) => others.Client(),
        ["expired"] = (own, _) => own.Expired(server: false),
        ["for servers"] = (own, _) => own.Server(),
    };

    public static TheoryData<string> InsufficientNames => [.. Insufficient.Keys];

    public static TheoryData<string> StrangerNames => [.. Strangers.Keys];

    [Theory]
    [MemberData(nameof(InsufficientNames))]
    public async Task StartAsync_ProtectionMissingOrUseless_IsRefusedAndTouchesNothing(string what)
    {
        await using var hub = new SecureHub();
        (IPAddress address, Func<TestCertificates, TaskHubSecurity> security) = Insufficient[what];

        TaskHubListenException refusal = await Assert.ThrowsAsync<TaskHubListenException>(() => hub.ServeAsync(address, security(hub.Certificates)));

        Assert.Equal(address, refusal.Endpoint.Address);
        Assert.False(File.Exists(hub.Database));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public async Task Calls_WithTlsAndAToken_DoTheirWork(string address)
    {
        await using SecureHub hub = await SecureHub.StartAsync(WithTokens, IPAddress.Parse(address));

        await RunOneAsync(hub.Caller(Bearer));
        await RunOneAsync(hub.Caller("bearer another-token-of-the-hub"));
    }

    [Fact]
    public async Task Calls_WithATokenOnPlainLoopback_DoTheirWork()
    {
        await using SecureHub hub = await SecureHub.StartAsync(_ => new TaskHubSecurity { Tokens = [SecureHub.Token] });

        await RunOneAsync(hub.Caller(Bearer));
        await hub.Caller().HelloAsync(new Empty()).RefusedAsync(StatusCode.Unauthenticated);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer wrong-but-long-enough")]
    [InlineData("Basic " + SecureHub.Token)]
    [InlineData(SecureHub.Token)]
    [InlineData(Bearer + "x")]
    public async Task AnyCall_WithoutOneOfTheTokens_IsUnauthenticatedDoesNothingAndIsLoggedWithoutIt(string? authorization)
    {
        await using SecureHub hub = await SecureHub.StartAsync(WithTokens);
        Client stranger = hub.Caller(authorization);

        await stranger.StartInstanceAsync(new CreateInstanceRequest { Name = "A", InstanceId = "x" }).RefusedAsync(StatusCode.Unauthenticated);
        await stranger.StartInstanceAsync(new CreateInstanceRequest { Name = "A", Input = new string('x', 3_000_000) }).RefusedAsync(StatusCode.Unauthenticated);
        using AsyncServerStreamingCall<WorkItem> stream = stranger.GetWorkItems(new GetWorkItemsRequest());
        RpcException refusal = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
        Assert.Empty((await hub.Caller(Bearer).QueryInstancesAsync(new QueryInstancesRequest())).OrchestrationState);
        Assert.Contains(hub.Log.Lines, line => line.StartsWith("Warning: Refused /TaskHubSidecarService/GetWorkItems from 127.0.0.1:", StringComparison.Ordinal));
        Assert.Equal(3, hub.Log.Lines.Count(line => line.Contains("Refused", StringComparison.Ordinal)));
        Assert.DoesNotContain(hub.Log.Lines, line => line.Contains("horse", StringComparison.Ordinal) || line.Contains("long-enough", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetWorkItems_WithoutAToken_TakesNoWorkAway()
    {
        await using SecureHub hub = await SecureHub.StartAsync(WithTokens);
        Client caller = hub.Caller(Bearer);
        await caller.StartAsync("A", "x");
        using AsyncServerStreamingCall<WorkItem> stream = hub.Caller().GetWorkItems(new GetWorkItemsRequest());
        await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(CancellationToken.None));

        await using TestWorker worker = await TestWorker.ConnectAsync(caller, new GetWorkItemsRequest());

        await worker.TurnAsync("x", Actions.Complete());
    }

    [Theory]
    [InlineData(true, "http")]
    [InlineData(false, "https")]
    public async Task AnyCall_WithTheOtherTransport_FailsAndDoesNothing(bool tls, string scheme)
    {
        await using SecureHub hub = await SecureHub.StartAsync(e => new TaskHubSecurity { Certificate = tls ? e.Server() : null });

        await Assert.ThrowsAsync<RpcException>(() => hub.Caller(scheme: scheme).StartAsync("A", "x").WaitAsync(HubHarness.Patience));

        Assert.Empty((await hub.Caller().QueryInstancesAsync(new QueryInstancesRequest())).OrchestrationState);
    }

    [Fact]
    public async Task Calls_WithACertificateOfTheAuthority_DoTheirWork()
    {
        await using SecureHub hub = await SecureHub.StartAsync(Mutual);

        await RunOneAsync(hub.Caller(certificate: hub.Certificates.Client()));
    }

    [Fact]
    public async Task Calls_WithAListedCertificate_DoTheirWorkWhoeverIssuedIt()
    {
        using var others = new TestCertificates();
        X509Certificate2 listed = others.Client();
        await using SecureHub hub = await SecureHub.StartAsync(e => new TaskHubSecurity { Certificate = e.Server(), ClientCertificates = [listed] }, IPAddress.Any);

        await RunOneAsync(hub.Caller(certificate: listed));
        await AssertNoConnectionAsync(hub.Caller(certificate: others.Client()));
    }

    [Theory]
    [MemberData(nameof(StrangerNames))]
    public async Task AnyCall_WithoutAnAcceptedCertificate_GetsNoConnectionAndDoesNothing(string what)
    {
        using var others = new TestCertificates();
        await using SecureHub hub = await SecureHub.StartAsync(Mutual);

        await AssertNoConnectionAsync(hub.Caller(certificate: Strangers[what](hub.Certificates, others)));

        Client known = hub.Caller(certificate: hub.Certificates.Client());
        Assert.Empty((await known.QueryInstancesAsync(new QueryInstancesRequest())).OrchestrationState);
    }

    [Fact]
    public async Task AnyCall_WithACertificateButNoToken_IsUnauthenticatedWhereBothAreAskedFor()
    {
        await using SecureHub hub = await SecureHub.StartAsync(e => Mutual(e) with { Tokens = [SecureHub.Token] });
        X509Certificate2 certificate = hub.Certificates.Client();

        await hub.Caller(certificate: certificate).HelloAsync(new Empty()).RefusedAsync(StatusCode.Unauthenticated);
        await AssertNoConnectionAsync(hub.Caller(Bearer));
        await RunOneAsync(hub.Caller(Bearer, certificate));
    }

    private static TaskHubSecurity WithTokens(TestCertificates certificates) => new()
    {
        Certificate = certificates.Server(),
        Tokens = ["another-token-of-the-hub", SecureHub.Token],
    };

    private static TaskHubSecurity Mutual(TestCertificates certificates) => new()
    {
        Certificate = certificates.Server(),
        ClientAuthorities = [certificates.Authority],
    };

    private static async Task RunOneAsync(Client caller)
    {
        string id = Guid.NewGuid().ToString("N");
        await using TestWorker worker = await TestWorker.ConnectAsync(caller, new GetWorkItemsRequest());
        await caller.StartAsync("A", id);
        await worker.TurnAsync(id, Actions.Complete("1"));
        Assert.Equal("1", (await caller.CompletionAsync(id)).Output);
    }

    private static async Task AssertNoConnectionAsync(Client stranger)
    {
        RpcException refusal = await Assert.ThrowsAsync<RpcException>(() => stranger.StartAsync("A", "x").WaitAsync(HubHarness.Patience));
        Assert.Contains(refusal.StatusCode, (StatusCode[])[StatusCode.Unavailable, StatusCode.Internal]);
    }
}
