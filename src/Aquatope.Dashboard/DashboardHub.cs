using Aquatope.TaskHub;
using Aquatope.TaskHub.Service;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.Extensions.Logging;

namespace Aquatope.Dashboard;

/// <summary>A task hub in this process that is shown.</summary>
/// <param name="Server">The hub.</param>
/// <param name="Security">How it is protected: the dashboard is one of its clients.</param>
public sealed record DashboardHub(TaskHubServer Server, TaskHubSecurity Security)
{
    /// <summary>Returns its task hubs.</summary>
    /// <param name="loggers">Where log messages of clients go.</param>
    /// <exception cref="NotSupportedException">The hub asks its clients for certificates, of which the dashboard has none.</exception>
    internal TaskHubs ToTaskHubs(ILoggerFactory loggers)
    {
        if (Security.ClientAuthorities.Count + Security.ClientCertificates.Count > 0)
        {
            throw new NotSupportedException("The hub asks its clients for certificates, and the dashboard has none.");
        }

        var channel = GrpcChannel.ForAddress(ReachableAddress.ForThisMachine(Server.Address), new GrpcChannelOptions { HttpHandler = Handler(), LoggerFactory = loggers, MaxReceiveMessageSize = null });
        return new TaskHubs(Server.Inspector, name => new GrpcDurableTaskClient(
            name,
            new GrpcDurableTaskClientOptions { CallInvoker = channel.Intercept(metadata => WithCredentials(metadata, name)) },
            loggers.CreateLogger<GrpcDurableTaskClient>()));
    }

    // The hub in this process has exactly this certificate, whatever name stands in it.
    private SocketsHttpHandler Handler()
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        if (Security.Certificate is { } own)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                certificate is not null && certificate.GetRawCertData().AsSpan().SequenceEqual(own.RawData);
        }

        return handler;
    }

    private Metadata WithCredentials(Metadata metadata, string taskHub)
    {
        metadata.Add("taskhub", taskHub);
        if (Security.Tokens.Count > 0)
        {
            metadata.Add("authorization", $"Bearer {Security.Tokens[0]}");
        }

        return metadata;
    }
}
