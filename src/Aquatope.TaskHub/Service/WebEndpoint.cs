using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aquatope.TaskHub.Service;

/// <summary>The web server in front of the hub: where it listens, how calls are protected, how large they may be.</summary>
internal static class WebEndpoint
{
    public static WebApplication Build(TaskHubServerOptions options, TaskHubService service)
    {
        // Empty, because neither the settings nor the environment of the program around it may open or change endpoints.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddProvider(new ForwardingLoggerProvider(options.LoggerFactory));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // A failure to start is thrown.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);

        // The hub lives in somebody else's process: it neither listens to that process's signals nor announces itself.
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.AddSingleton(service);
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = options.Limits.MaxMessageBytes;
            grpc.MaxSendMessageSize = null;
        });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options.Listen, listen => Protect(listen, options));
            kestrel.Limits.Http2.MaxStreamsPerConnection = 10_000;
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Limits.DrainTimeout);
        WebApplication web = builder.Build();
        if (options.Security.Tokens.Count > 0)
        {
            var gate = new TokenGate(options.Security.Tokens, options.LoggerFactory.CreateLogger<TokenGate>());
            web.Use(gate.InvokeAsync);
        }

        web.MapGrpcService<TaskHubService>();
        return web;
    }

    public static async Task ListenAsync(WebApplication web, TaskHubServerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            await web.DisposeAsync();
            throw new TaskHubListenException(
                options.Listen, $"The task hub cannot listen on {options.Listen}: {exception.Message} Choose another port, or stop what uses it.", exception);
        }
    }

    private static void Protect(ListenOptions listen, TaskHubServerOptions options)
    {
        listen.Protocols = HttpProtocols.Http2;
        TaskHubSecurity security = options.Security;
        if (security.Certificate is null)
        {
            return;
        }

        listen.UseHttps(https =>
        {
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            https.ServerCertificate = security.Certificate;
            https.ServerCertificateChain = [.. security.CertificateChain];
            if (security.AsksForCertificates)
            {
                var check = new ClientCertificateCheck(security, options.TimeProvider, options.LoggerFactory.CreateLogger<ClientCertificateCheck>());
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.ClientCertificateValidation = (certificate, chain, _) => check.Accepts(certificate, chain);
            }
        });
    }
}
