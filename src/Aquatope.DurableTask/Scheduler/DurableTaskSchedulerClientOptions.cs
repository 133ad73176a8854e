using System.Runtime.CompilerServices;
using Azure.Core;
using Grpc.Core;
using Grpc.Net.Client;
using GrpcRetryPolicy = Grpc.Net.Client.Configuration.RetryPolicy;

namespace Microsoft.DurableTask;

/// <summary>How a client connects to a Durable Task Scheduler, or to a task hub like it.</summary>
public class DurableTaskSchedulerClientOptions
{
    /// <summary>Gets or sets the address; without a scheme it is <c>https</c>.</summary>
    public string EndpointAddress { get; set; } = string.Empty;

    /// <summary>Gets or sets the name of the task hub.</summary>
    public string TaskHubName { get; set; } = string.Empty;

    /// <summary>Gets or sets what proves who the client is; null for no authentication.</summary>
    public TokenCredential? Credential { get; set; }

    /// <summary>Gets or sets the resource for which access tokens are requested. Default: that of the service.</summary>
    public string ResourceId { get; set; } = "https://durabletask.io";

    /// <summary>Gets or sets how failed calls are retried; null for ten attempts within 50 to 250 milliseconds each.</summary>
    public ClientRetryOptions? RetryOptions { get; set; }

    /// <summary>Gets or sets whether metadata may travel over plain HTTP. Default: false, but true without authentication.</summary>
    public bool AllowInsecureCredentials { get; set; }

    /// <summary>Returns the options of a connection string.</summary>
    /// <param name="connectionString"><c>Endpoint=...;TaskHub=...;Authentication=...</c>.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">A part is missing, or the authentication is of an unknown kind.</exception>
    public static DurableTaskSchedulerClientOptions FromConnectionString(string connectionString)
    {
        SchedulerConnectionString connection = new(connectionString);
        TokenCredential? credential = SchedulerCredentials.Of(connection);
        return new DurableTaskSchedulerClientOptions
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
        CallerType = "DurableTaskClient",
        AccessToken = Credential is null ? null : Tokens(),
        AllowInsecureCredentials = AllowInsecureCredentials,
        RetryPolicy = RetryPolicy(RetryOptions),
    });

    // Not inlined: without authentication no library of Azure is loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Func<CancellationToken, ValueTask<string>> Tokens() =>
        new AccessTokenCache(Credential!, $"{ResourceId}/.default", TimeProvider.System).GetTokenAsync;

    private static GrpcRetryPolicy RetryPolicy(ClientRetryOptions? options)
    {
        GrpcRetryPolicy policy = SchedulerChannel.DefaultRetryPolicy();
        if (options is null)
        {
            return policy;
        }

        policy.MaxAttempts = options.MaxRetries ?? policy.MaxAttempts;
        policy.InitialBackoff = Milliseconds(options.InitialBackoffMs) ?? policy.InitialBackoff;
        policy.MaxBackoff = Milliseconds(options.MaxBackoffMs) ?? policy.MaxBackoff;
        policy.BackoffMultiplier = options.BackoffMultiplier ?? policy.BackoffMultiplier;
        foreach (StatusCode code in (options.RetryableStatusCodes ?? []).Where(code => code != StatusCode.Unavailable))
        {
            policy.RetryableStatusCodes.Add(code);
        }

        return policy;

        static TimeSpan? Milliseconds(int? value) => value is { } known ? TimeSpan.FromMilliseconds(known) : null;
    }

    /// <summary>How failed calls are retried; null leaves a default in place.</summary>
    public class ClientRetryOptions
    {
        /// <summary>Gets or sets the greatest number of attempts, the first included. Default: 10.</summary>
        public int? MaxRetries { get; set; }

        /// <summary>Gets or sets the first delay in milliseconds. Default: 50.</summary>
        public int? InitialBackoffMs { get; set; }

        /// <summary>Gets or sets the longest delay in milliseconds. Default: 250.</summary>
        public int? MaxBackoffMs { get; set; }

        /// <summary>Gets or sets by what each further delay is multiplied. Default: 2.</summary>
        public double? BackoffMultiplier { get; set; }

        /// <summary>Gets or sets the status codes that are retried beside <c>Unavailable</c>. Default: none.</summary>
        public IList<StatusCode>? RetryableStatusCodes { get; set; }
    }
}
