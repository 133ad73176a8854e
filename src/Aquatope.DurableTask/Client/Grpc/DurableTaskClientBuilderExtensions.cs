using Grpc.Net.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Client;

/// <summary>Connects clients by gRPC.</summary>
public static class DurableTaskClientBuilderExtensions
{
    /// <summary>Connects to the sidecar on this machine.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskClientBuilder UseGrpc(this IDurableTaskClientBuilder builder) => builder.UseGrpc(_ => { });

    /// <summary>Connects by a channel.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="channel">The channel; it stays the caller's.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskClientBuilder UseGrpc(this IDurableTaskClientBuilder builder, GrpcChannel channel) =>
        builder.UseGrpc(options => options.Channel = channel);

    /// <summary>Connects to an address.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="address">The address, as <c>http://localhost:4001</c>.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskClientBuilder UseGrpc(this IDurableTaskClientBuilder builder, string address) =>
        builder.UseGrpc(options => options.Address = address);

    /// <summary>Connects by options.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskClientBuilder UseGrpc(
        this IDurableTaskClientBuilder builder, Action<GrpcDurableTaskClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(builder.Name, configure);
        return builder.UseBuildTarget<GrpcDurableTaskClient, GrpcDurableTaskClientOptions>();
    }
}
