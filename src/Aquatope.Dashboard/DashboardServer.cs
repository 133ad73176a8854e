using System.Net;
using Aquatope.TaskHub.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aquatope.Dashboard;

/// <summary>Serves the dashboard.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class DashboardServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly DashboardToken _token;

    private DashboardServer(WebApplication web, DashboardToken token, DashboardOptions options)
    {
        _web = web;
        _token = token;
        Address = ReachableAddress.ForOthers(new Uri(web.Urls.Single()), options.Certificate);
    }

    /// <summary>Gets the address on which it listens; where that is all addresses of the machine, one by the machine's name, or by the certificate's.</summary>
    public Uri Address { get; }

    /// <summary>Gets the address with the token, for the eyes of whoever may change things. The token never travels with the request for the page.</summary>
    public Uri AddressWithToken => new(Address, $"/#token={_token.Value}");

    /// <summary>Gets the token.</summary>
    internal string Token => _token.Value;

    /// <summary>Starts to serve a task hub alone: its executions.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="options">How to serve.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The running dashboard. Dispose of it before the hub.</returns>
    /// <exception cref="DashboardListenException">The endpoint cannot be listened on.</exception>
    /// <exception cref="NotSupportedException">The hub asks its clients for certificates.</exception>
    public static Task<DashboardServer> StartAsync(DashboardHub hub, DashboardOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(options);
        return StartAsync(hub.ToTaskHubs(options.LoggerFactory), program: null, options, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
    }

    internal static async Task<DashboardServer> StartAsync(TaskHubs hubs, DashboardProgram? program, DashboardOptions options, CancellationToken cancellationToken)
    {
        var token = new DashboardToken();
        WebApplication web = Build(options);
        var gate = new RequestGate(token, IPAddress.IsLoopback(options.Listen.Address));
        web.Use(gate.InvokeAsync);
        web.Use(RequestErrors.InvokeAsync);
        RouteGroupBuilder api = web.MapGroup("/api");
        var about = new AboutEndpoint(hubs, program);
        about.Map(api);
        var executions = new ExecutionEndpoints(hubs, program);
        executions.Map(api);
        var files = new WebFiles();
        files.Map(web);
        new FirstPage(files.PageContent, new FirstAnswers(about, executions, program), gate).Map(web);
        new LiveEndpoint(new LiveFeed(hubs, program, options.TimeProvider, web.Lifetime.ApplicationStopping)).Map(api);
        program?.Map(api);
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            await web.DisposeAsync();
            throw new DashboardListenException(options.Listen, exception);
        }

        return new DashboardServer(web, token, options);
    }

    private static WebApplication Build(DashboardOptions options)
    {
        // Empty, because neither the settings nor the environment of the program around it may open or change endpoints.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddProvider(new ForwardingLoggerProvider(options.LoggerFactory));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.AddRouting();
        builder.Services.ConfigureHttpJsonOptions(json => DashboardJson.Configure(json.SerializerOptions));

        // A page that is open keeps a stream open.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 16 * 1024 * 1024;
            kestrel.Listen(options.Listen, listen => Protect(listen, options));
        });
        return builder.Build();
    }

    private static void Protect(ListenOptions listen, DashboardOptions options)
    {
        if (options.Certificate is { } certificate)
        {
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                https.ServerCertificateChain = [.. options.CertificateChain];
            });
        }
    }
}
