using Azure.Core;
using Azure.Identity;

namespace Aquatope.Azure;

/// <summary>The identity with which a program uses Azure.</summary>
public static class AzureCredentials
{
    /// <summary>Returns the identity.</summary>
    /// <param name="managedIdentityClientId">
    /// The client ID of a user-assigned managed identity; null for what the environment has: a developer's login, for example.
    /// </param>
    /// <returns>The identity. Where it gets no token, a call ends with an <see cref="AzureServiceException"/> that says why.</returns>
    public static TokenCredential Of(string? managedIdentityClientId) => new ExplainedCredential(managedIdentityClientId is null
        ? new DefaultAzureCredential()
        : new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(managedIdentityClientId)));
}
