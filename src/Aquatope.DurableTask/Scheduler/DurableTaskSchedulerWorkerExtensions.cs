using Azure.Core;
using Microsoft.DurableTask.Worker.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Worker.AzureManaged;

/// <summary>Connects workers to a Durable Task Scheduler, or to a task hub like it.</summary>
public static class DurableTaskSchedulerWorkerExtensions
{
    /// <summary>Connects with a credential.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="endpointAddress">The address; without a scheme it is <c>https</c>.</param>
    /// <param name="taskHubName">The name of the task hub.</param>
    /// <param name="credential">What proves who the worker is.</param>
    /// <param name="configure">Sets further options; null for none.</param>
    public static void UseDurableTaskScheduler(
        this IDurableTaskWorkerBuilder builder,
        string endpointAddress,
        string taskHubName,
        TokenCredential credential,
        Action<DurableTaskSchedulerWorkerOptions>? configure = null) =>
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
        this IDurableTaskWorkerBuilder builder,
        string connectionString,
        Action<DurableTaskSchedulerWorkerOptions>? configure = null)
    {
        var connection = DurableTaskSchedulerWorkerOptions.FromConnectionString(connectionString);
        Connect(builder, options => Copy(connection, options), configure);
    }

    /// <summary>Connects by options.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options; null where they are set elsewhere.</param>
    public static void UseDurableTaskScheduler(
        this IDurableTaskWorkerBuilder builder, Action<DurableTaskSchedulerWorkerOptions>? configure = null) =>
        Connect(builder, _ => { }, configure);

    // In a method of its own, so that the one above is compiled without knowing what a credential is.
    private static void Copy(DurableTaskSchedulerWorkerOptions from, DurableTaskSchedulerWorkerOptions to)
    {
        to.EndpointAddress = from.EndpointAddress;
        to.TaskHubName = from.TaskHubName;
        to.Credential = from.Credential;
        to.AllowInsecureCredentials = from.AllowInsecureCredentials;
    }

    private static void Connect(
        IDurableTaskWorkerBuilder builder,
        Action<DurableTaskSchedulerWorkerOptions> initial,
        Action<DurableTaskSchedulerWorkerOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<DurableTaskSchedulerWorkerOptions>(builder.Name)
            .Configure(initial)
            .Configure(configure ?? (_ => { }));
        builder.Services.TryAddSingleton<WorkerChannels>();
        builder.Services.AddOptions<GrpcDurableTaskWorkerOptions>(builder.Name)
            .PostConfigure<WorkerChannels>((options, channels) => channels.Configure(builder.Name, options));
        builder.UseGrpc();
    }

    /// <summary>The channels of the workers of a host; disposed with it.</summary>
    internal sealed class WorkerChannels(IOptionsMonitor<DurableTaskSchedulerWorkerOptions> schedulers) : IDisposable
    {
        private readonly Dictionary<string, global::Grpc.Net.Client.GrpcChannel> _channels = [];

        public void Configure(string name, GrpcDurableTaskWorkerOptions options)
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
            options.UseEntityMessages = true;
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
