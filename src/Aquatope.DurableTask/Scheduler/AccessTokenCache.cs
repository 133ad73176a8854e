using Azure.Core;

namespace Microsoft.DurableTask;

/// <summary>Keeps an access token until shortly before it has to be renewed. Thread-safe.</summary>
internal sealed class AccessTokenCache(TokenCredential credential, string scope, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _renewal = new(1);
    private Token? _token;

    public async ValueTask<string> GetTokenAsync(CancellationToken cancellation)
    {
        if (Valid() is { } current)
        {
            return current;
        }

        await _renewal.WaitAsync(cancellation);
        try
        {
            return Valid() ?? await RenewAsync(cancellation);
        }
        finally
        {
            _renewal.Release();
        }
    }

    public void Dispose() => _renewal.Dispose();

    private string? Valid() => _token is { } token && timeProvider.GetUtcNow() + Margin < token.RenewAt ? token.Value : null;

    private async Task<string> RenewAsync(CancellationToken cancellation)
    {
        AccessToken token = await credential.GetTokenAsync(new TokenRequestContext([scope]), cancellation);
        DateTimeOffset renewAt = token.RefreshOn is { } refreshOn && refreshOn < token.ExpiresOn ? refreshOn : token.ExpiresOn;
        _token = new Token(token.Token, renewAt);
        return token.Token;
    }

    private sealed record Token(string Value, DateTimeOffset RenewAt);
}
