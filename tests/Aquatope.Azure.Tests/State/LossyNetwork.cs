namespace Aquatope.Azure.Tests;

/// <summary>Hands requests on, and loses the answers to the next writes.</summary>
internal sealed class LossyNetwork() : DelegatingHandler(new HttpClientHandler())
{
    public int LoseAnswers { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
        if (LoseAnswers > 0 && request.Method == HttpMethod.Put)
        {
            LoseAnswers--;
            answer.Dispose();
            throw new HttpRequestException("The connection was reset.");
        }

        return answer;
    }
}
