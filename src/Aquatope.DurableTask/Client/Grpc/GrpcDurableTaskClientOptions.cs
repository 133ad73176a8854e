using Grpc.Core;
using Grpc.Net.Client;

namespace Microsoft.DurableTask.Client.Grpc;

/// <summary>How a client connects to its task hub.</summary>
public sealed class GrpcDurableTaskClientOptions : DurableTaskClientOptions
{
    /// <summary>Gets or sets the address; null for <c>http://localhost:4001</c>.</summary>
    public string? Address { get; set; }

    /// <summary>Gets or sets the channel; null for one made of the address. The client does not dispose it.</summary>
    public GrpcChannel? Channel { get; set; }

    /// <summary>Gets or sets the invoker of calls; null for that of the channel.</summary>
    public CallInvoker? CallInvoker { get; set; }
}
