using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Aquatope.Dashboard.Tests;

/// <summary>Who may ask for what.</summary>
public sealed class RequestGateTests(HubRig rig) : IClassFixture<HubRig>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/app.js")]
    [InlineData("/api/about")]
    [InlineData("/api/none")]
    public async Task Answer_OfAnything_AllowsNothingFromElsewhere(string path)
    {
        using HttpResponseMessage response = await rig.Http.GetAsync(path, Cancellation);

        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    public async Task Request_UnderAnotherName_IsAnsweredOnlyAsThisMachine(string host, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/about") { Headers = { Host = host } };

        using HttpResponseMessage response = await rig.Http.SendAsync(request, Cancellation);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Request_OfAnotherSite_IsRefusedEvenWithTheToken(string header, string value)
    {
        using HttpRequestMessage request = Start(rig.Dashboard.Token);
        request.Headers.Add(header, value);

        using HttpResponseMessage response = await rig.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task Action_WithoutTheToken_IsRefused(string? token)
    {
        using HttpRequestMessage request = Start(token);

        using HttpResponseMessage response = await rig.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Action_AsAFormWouldSendIt_IsRefused()
    {
        using HttpRequestMessage request = Start(rig.Dashboard.Token);
        request.Content = new StringContent("{}", Encoding.UTF8, "text/plain");

        using HttpResponseMessage response = await rig.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Action_WithTheToken_IsDone()
    {
        using HttpRequestMessage request = Start(rig.Dashboard.Token);
        request.Headers.Add("Origin", rig.Dashboard.Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using HttpResponseMessage response = await rig.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Page_BeyondLoopback_ShowsNoDataWithoutTheToken()
    {
        await using DashboardServer open = await DashboardServer.StartAsync(
            new TaskHubs(rig.Inspector, _ => rig.Client), program: null, new DashboardOptions { Listen = new IPEndPoint(IPAddress.Any, 0) }, Cancellation);
        using var http = new HttpClient { BaseAddress = new UriBuilder(open.Address) { Host = "127.0.0.1" }.Uri };

        using HttpResponseMessage page = await http.GetAsync("/", Cancellation);
        string answers = FirstPageTests.AnswersIn(await page.Content.ReadAsStringAsync(Cancellation));
        using HttpResponseMessage without = await http.GetAsync("/api/about", Cancellation);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", open.Token);
        using HttpResponseMessage with = await http.GetAsync("/api/about", Cancellation);

        Assert.Empty(answers);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.OK), (page.StatusCode, without.StatusCode, with.StatusCode));
    }

    [Fact]
    public async Task Execution_OfATaskHubThatIsNot_IsNotFoundAndMakesNone()
    {
        using HttpResponseMessage response = await rig.Http.GetAsync("/api/execution?hub=surprise&id=x", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("surprise", await rig.Inspector.ListTaskHubsAsync());
    }

    [Fact]
    public async Task Payload_OfAnExecution_IsSavedAndNeverShownAsAPage()
    {
        using HttpResponseMessage response = await rig.Http.GetAsync($"/api/execution/payload?hub={HubRig.Hub}&id=echo-first&which=input", Cancellation);

        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("\"first\"", await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static HttpRequestMessage Start(string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/executions/start") { Content = JsonContent.Create(new { hub = HubRig.Hub, name = "Echo", input = "x" }) };
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        return request;
    }
}
