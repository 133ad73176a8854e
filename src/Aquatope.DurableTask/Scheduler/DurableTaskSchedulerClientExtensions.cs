using Azure.Core;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client.AzureManaged;

/// <summary>Connects clients to a Durable Task Scheduler, or to a task hub like it.</summary>
public static class DurableTaskSchedulerClientExtensions
{
    /// <summary>Connects with a credential.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="endpointAddress">The address; without a scheme it is <c>https</c>.</param>
    /// <param name="taskHubName">The name of the task hub.</param>
    /// <param name="credential">What proves who the client is.</param>
    /// <param name="configure">Sets further options; null for none.</param>
    public static void UseDurableTaskScheduler(
        this IDurableTaskClientBuilder builder,
        string endpointAddress,
        string taskHubName,
        TokenCredential credential,
        Action<DurableTaskSchedulerClientOptions>? configure = null) =>
        Connect(
            builder,
            options =>
            {
                options.EndpointAddress = endpointAddress;
                options.TaskHubName = taskHubName;
                options.Credential = credential;
            },
            configure);

    /// <summary>Connects by a connection string.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString"><c>Endpoint=...;TaskHub=...;Authentication=...</c>.</param>
    /// <param name="configure">Sets further options; null for none.</param>
    /// <exception cref="ArgumentException">A part is missing, or the authentication is of an unknown kind.</exception>
    public static void UseDurableTaskScheduler(
        this IDurableTaskClientBuilder builder,
        string connectionString,
        Action<DurableTaskSchedulerClientOptions>? configure = null)
    {
        var connection = DurableTaskSchedulerClientOptions.FromConnectionString(connectionString);
        Connect(builder, options => Copy(connection, options), configure);
    }

    /// <summary>Connects by options.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options; null where they are set elsewhere.</param>
    public static void UseDurableTaskScheduler(
        this IDurableTaskClientBuilder builder, Action<DurableTaskSchedulerClientOptions>? configure = null) =>
        Connect(builder, _ => { }, configure);

    // In a method of its own, so that the one above is compiled without knowing what a credential is.
    private static void Copy(DurableTaskSchedulerClientOptions from, DurableTaskSchedulerClientOptions to)
    {
        to.EndpointAddress = from.EndpointAddress;
        to.TaskHubName = from.TaskHubName;
        to.Credential = from.Credential;
        to.AllowInsecureCredentials = from.AllowInsecureCredentials;
    }

    private static void Connect(
        IDurableTaskClientBuilder builder,
        Action<DurableTaskSchedulerClientOptions> initial,
        Action<DurableTaskSchedulerClientOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<DurableTaskSchedulerClientOptions>(builder.Name)
            .Configure(initial)
            .Configure(configure ?? (_ => { }));
        builder.Services.TryAddSingleton<ClientChannels>();
        builder.Services.AddOptions<GrpcDurableTaskClientOptions>(builder.Name)
            .PostConfigure<ClientChannels>((options, channels) => channels.Configure(builder.Name, options));
        builder.UseGrpc();
    }

    /// <summary>The channels of the clients of a host; disposed with it.</summary>
    internal sealed class ClientChannels(IOptionsMonitor<DurableTaskSchedulerClientOptions> schedulers) : IDisposable
    {
        private readonly Dictionary<string, global::Grpc.Net.Client.GrpcChannel> _channels = [];

        public void Configure(string name, GrpcDurableTaskClientOptions options)
        {
            lock (_channels)
            {
                if (!_channels.TryGetValue(name, out global::Grpc.Net.Client.GrpcChannel? channel))
                {
                    _channels.Add(name, channel = schedulers.Get(name).CreateChannel());
                }

                options.Channel = channel;
            }

            options.EnableEntitySupport = true;
        }

        public void Dispose()
        {
            lock (_channels)
            {
                foreach (global::Grpc.Net.Client.GrpcChannel channel in _channels.Values)
                {
                    channel.Dispose();
                }

                _channels.Clear();
            }
        }
    }
}
