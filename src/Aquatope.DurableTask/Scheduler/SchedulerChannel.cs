using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using GrpcRetryPolicy = Grpc.Net.Client.Configuration.RetryPolicy;

namespace Microsoft.DurableTask;

/// <summary>Where a task hub is and how calls of it are made.</summary>
internal sealed record SchedulerChannelSettings
{
    public required string EndpointAddress { get; init; }

    public required string TaskHubName { get; init; }

    /// <summary>Gets <c>DurableTaskWorker</c> or <c>DurableTaskClient</c>.</summary>
    public required string CallerType { get; init; }

    public string? WorkerId { get; init; }

    /// <summary>Gets what returns an access token; null for no authentication.</summary>
    public Func<CancellationToken, ValueTask<string>>? AccessToken { get; init; }

    public bool AllowInsecureCredentials { get; init; }

    public GrpcRetryPolicy RetryPolicy { get; init; } = SchedulerChannel.DefaultRetryPolicy();
}

/// <summary>Makes channels to a Durable Task Scheduler, or to any task hub that tells hubs apart by metadata.</summary>
internal static class SchedulerChannel
{
    public const int DefaultMaxAttempts = 10;

    // Histories and inputs travel in one message; the default limit of 4 MiB is that of the server's answers, not ours.
    private const int MaximumMessageBytes = 64 * 1024 * 1024;

    public static GrpcRetryPolicy DefaultRetryPolicy() => new()
    {
        MaxAttempts = DefaultMaxAttempts,
        InitialBackoff = TimeSpan.FromMilliseconds(50),
        MaxBackoff = TimeSpan.FromMilliseconds(250),
        BackoffMultiplier = 2,
        RetryableStatusCodes = { StatusCode.Unavailable },
    };

    public static GrpcChannel Create(SchedulerChannelSettings settings)
    {
        if (string.IsNullOrEmpty(settings.EndpointAddress) || string.IsNullOrEmpty(settings.TaskHubName))
        {
            throw new InvalidOperationException(
                "A Durable Task Scheduler needs an endpoint address and the name of a task hub; set both in its options " +
                "or its connection string.");
        }

        string address = settings.EndpointAddress.Contains("://", StringComparison.Ordinal)
            ? settings.EndpointAddress
            : $"https://{settings.EndpointAddress}";
        ChannelCredentials transport = address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            ? ChannelCredentials.SecureSsl
            : ChannelCredentials.Insecure;
        string userAgent = UserAgent(settings.CallerType);
        var metadata = CallCredentials.FromInterceptor((_, headers) => AddMetadataAsync(settings, userAgent, headers));
        return GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(transport, metadata),
            UnsafeUseInsecureChannelCallCredentials = settings.AllowInsecureCredentials,
            MaxReceiveMessageSize = MaximumMessageBytes,
            ServiceConfig = new ServiceConfig
            {
                MethodConfigs = { new MethodConfig { Names = { MethodName.Default }, RetryPolicy = settings.RetryPolicy } },
            },
        });
    }

    private static async Task AddMetadataAsync(SchedulerChannelSettings settings, string userAgent, Metadata headers)
    {
        headers.Add("taskhub", settings.TaskHubName);
        headers.Add("x-user-agent", userAgent);
        if (settings.WorkerId is { } workerId)
        {
            headers.Add("workerid", workerId);
        }

        if (settings.AccessToken is { } accessToken)
        {
            headers.Add("Authorization", $"Bearer {await accessToken(CancellationToken.None)}");
        }
    }

    private static string UserAgent(string callerType)
    {
        Version? version = typeof(SchedulerChannel).Assembly.GetName().Version;
        return $"aquatope-durabletask/{version?.ToString(3) ?? "unknown"} ({callerType})";
    }
}
