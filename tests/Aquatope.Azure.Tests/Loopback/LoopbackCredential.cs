using System.Collections.Concurrent;
using Azure.Core;

namespace Aquatope.Azure.Tests;

/// <summary>An identity whose tokens the loopback servers accept: one for each scope.</summary>
internal sealed class LoopbackCredential : TokenCredential
{
    public static string TokenOf(string scope) => $"token-of-{scope}";

    /// <summary>Gets the scopes of the tokens that were asked for, in order.</summary>
    public ConcurrentQueue<string> Scopes { get; } = new();

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        string scope = requestContext.Scopes.Single();
        Scopes.Enqueue(scope);

        // Tokens are never old here: the client library asks the machine's clock.
        return new AccessToken(TokenOf(scope), DateTimeOffset.MaxValue);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
