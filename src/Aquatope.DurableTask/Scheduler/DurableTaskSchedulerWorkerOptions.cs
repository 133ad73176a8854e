using System.Runtime.CompilerServices;
using Azure.Core;
using Grpc.Net.Client;

namespace Microsoft.DurableTask;

/// <summary>How a worker connects to a Durable Task Scheduler, or to a task hub like it.</summary>
public class DurableTaskSchedulerWorkerOptions
{
    /// <summary>Gets or sets the address; without a scheme it is <c>https</c>.</summary>
    public string EndpointAddress { get; set; } = string.Empty;

    /// <summary>Gets or sets the name of the task hub.</summary>
    public string TaskHubName { get; set; } = string.Empty;

    /// <summary>Gets or sets what proves who the worker is; null for no authentication.</summary>
    public TokenCredential? Credential { get; set; }

    /// <summary>Gets or sets the resource for which access tokens are requested. Default: that of the service.</summary>
    public string ResourceId { get; set; } = "https://durabletask.io";

    /// <summary>Gets or sets the ID of the worker. Default: machine, process and a new GUID.</summary>
    public string WorkerId { get; set; } = $"{Environment.MachineName},{Environment.ProcessId},{Guid.NewGuid():N}";

    /// <summary>Gets or sets whether metadata may travel over plain HTTP. Default: false, but true without authentication.</summary>
    public bool AllowInsecureCredentials { get; set; }

    /// <summary>Returns the options of a connection string.</summary>
    /// <param name="connectionString"><c>Endpoint=...;TaskHub=...;Authentication=...</c>.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">A part is missing, or the authentication is of an unknown kind.</exception>
    public static DurableTaskSchedulerWorkerOptions FromConnectionString(string connectionString)
    {
        SchedulerConnectionString connection = new(connectionString);
        TokenCredential? credential = SchedulerCredentials.Of(connection);
        return new DurableTaskSchedulerWorkerOptions
        {
            EndpointAddress = connection.Endpoint,
            TaskHubName = connection.TaskHubName,
            Credential = credential,
            AllowInsecureCredentials = credential is null,
        };
    }

    internal GrpcChannel CreateChannel() => SchedulerChannel.Create(new SchedulerChannelSettings
    {
        EndpointAddress = EndpointAddress,
        TaskHubName = TaskHubName,
        CallerType = "DurableTaskWorker",
        AccessToken = Credential is null ? null : Tokens(),
        AllowInsecureCredentials = AllowInsecureCredentials,
        WorkerId = WorkerId,
    });

    // Not inlined: without authentication no library of Azure is loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Func<CancellationToken, ValueTask<string>> Tokens() =>
        new AccessTokenCache(Credential!, $"{ResourceId}/.default", TimeProvider.System).GetTokenAsync;
}
