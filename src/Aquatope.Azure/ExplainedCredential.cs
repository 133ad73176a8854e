using Azure.Core;
using Azure.Identity;

namespace Aquatope.Azure;

/// <summary>An identity that says in one line why it gets no token, where the client library writes a page.</summary>
internal sealed class ExplainedCredential(TokenCredential inner) : TokenCredential
{
    /// <inheritdoc/>
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        try
        {
            return inner.GetToken(requestContext, cancellationToken);
        }
        catch (AuthenticationFailedException failure)
        {
            throw Explain(requestContext, failure);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        try
        {
            return await inner.GetTokenAsync(requestContext, cancellationToken);
        }
        catch (AuthenticationFailedException failure)
        {
            throw Explain(requestContext, failure);
        }
    }

    private static AzureServiceException Explain(TokenRequestContext context, AuthenticationFailedException failure) => new(
        $"give a token for '{string.Join(' ', context.Scopes)}'", 401, errorCode: null, AzureServiceException.FirstLine(failure.Message), failure);
}
