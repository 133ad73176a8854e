using Aquatope.Tuning;
using Azure.Core;
using Azure.Identity;

namespace Aquatope.Azure.Tests;

public sealed class ExplainedCredentialTests
{
    [Fact]
    public async Task GetToken_NoLogin_SaysSoInOneLineThroughTheClient()
    {
        await using var server = new LogAnalyticsServer();
        var source = new LogAnalyticsReportSource(
            new LogAnalyticsOptions { WorkspaceId = LogAnalyticsServer.Workspace },
            new ExplainedCredential(new NoLogin()),
            new AllocatedTimeBilling(new PriceList()),
            new HastyClock(),
            server.Reach(new LoopbackOptions()));
        CancellationToken cancellation = TestContext.Current.CancellationToken;

        AzureServiceException refused = await Assert.ThrowsAsync<AzureServiceException>(async () =>
            await source.ReadStagesAsync(new ReportQuery { Lane = "production", Workflow = "Thumbnails" }, cancellation).ToListAsync(cancellation));
        Assert.Equal((401, false), (refused.Status, refused.IsTransient));
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Empty(server.Requests);
    }

    private sealed class NoLogin : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("No login was found.\n- Log in with one of these tools.\n- Or set these variables.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
