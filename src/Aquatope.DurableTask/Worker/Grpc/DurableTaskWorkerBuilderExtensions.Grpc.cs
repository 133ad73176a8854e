using Grpc.Net.Client;
using Microsoft.DurableTask.Worker.Grpc;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Worker;

public static partial class DurableTaskWorkerBuilderExtensions
{
    /// <summary>Connects to the sidecar on this machine.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskWorkerBuilder UseGrpc(this IDurableTaskWorkerBuilder builder) => builder.UseGrpc(_ => { });

    /// <summary>Connects by a channel.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="channel">The channel; it stays the caller's.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskWorkerBuilder UseGrpc(this IDurableTaskWorkerBuilder builder, GrpcChannel channel) =>
        builder.UseGrpc(options => options.Channel = channel);

    /// <summary>Connects to an address.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="address">The address, as <c>http://localhost:4001</c>.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskWorkerBuilder UseGrpc(this IDurableTaskWorkerBuilder builder, string address) =>
        builder.UseGrpc(options => options.Address = address);

    /// <summary>Connects by options.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskWorkerBuilder UseGrpc(
        this IDurableTaskWorkerBuilder builder, Action<GrpcDurableTaskWorkerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(builder.Name, configure);
        return builder.UseBuildTarget<GrpcDurableTaskWorker, GrpcDurableTaskWorkerOptions>();
    }
}
