using System.Runtime.CompilerServices;
using Azure.Core;
using Azure.Identity;

namespace Microsoft.DurableTask;

/// <summary>Makes the credential that a connection string names.</summary>
internal static class SchedulerCredentials
{
    /// <summary>Returns a credential; null for no authentication, which loads no library of Azure.</summary>
    public static TokenCredential? Of(SchedulerConnectionString connection) =>
        string.Equals(connection.Authentication, "none", StringComparison.OrdinalIgnoreCase) ? null : Create(connection);

    // A method of its own, not inlined: Azure.Identity is loaded only when this is compiled.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TokenCredential Create(SchedulerConnectionString connection) =>
        connection.Authentication.ToUpperInvariant() switch
        {
            "DEFAULTAZURE" => new DefaultAzureCredential(),
            "MANAGEDIDENTITY" => new ManagedIdentityCredential(connection.ClientId is { } clientId
                ? ManagedIdentityId.FromUserAssignedClientId(clientId)
                : ManagedIdentityId.SystemAssigned),
            "WORKLOADIDENTITY" => WorkloadIdentity(connection),
            "ENVIRONMENT" => new EnvironmentCredential(),
            "AZURECLI" => new AzureCliCredential(),
            "AZUREPOWERSHELL" => new AzurePowerShellCredential(),
            "VISUALSTUDIO" => new VisualStudioCredential(),
            "VISUALSTUDIOCODE" => new VisualStudioCodeCredential(),
            "INTERACTIVEBROWSER" => new InteractiveBrowserCredential(),
            _ => throw new ArgumentException(
                $"The connection string asks for an unknown kind of authentication, '{connection.Authentication}'. Known are " +
                "DefaultAzure, ManagedIdentity, WorkloadIdentity, Environment, AzureCli, AzurePowerShell, VisualStudio, " +
                "VisualStudioCode, InteractiveBrowser and None.",
                nameof(connection)),
        };

    private static WorkloadIdentityCredential WorkloadIdentity(SchedulerConnectionString connection)
    {
        WorkloadIdentityCredentialOptions options = new();
        if (!string.IsNullOrEmpty(connection.ClientId))
        {
            options.ClientId = connection.ClientId;
        }

        if (!string.IsNullOrEmpty(connection.TenantId))
        {
            options.TenantId = connection.TenantId;
        }

        foreach (string tenant in connection.AdditionallyAllowedTenants)
        {
            options.AdditionallyAllowedTenants.Add(tenant);
        }

        return new WorkloadIdentityCredential(options);
    }
}
