using System.Collections.Concurrent;
using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aquatope.Azure.Tests;

/// <summary>Stands in for a service of Azure: real HTTP on loopback, behind the service's own addresses.</summary>
internal abstract class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<(Func<HttpRequest, bool> Applies, Func<HttpContext, Task> Answer)> _troubles = new();

    protected LoopbackServer()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(AnswerAsync);
        ((IHost)_server).Start();
    }

    /// <summary>Gets every request, as method and path with the query.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Gets the identity that the server accepts.</summary>
    public LoopbackCredential Credential { get; } = new();

    /// <summary>The scope that tokens must be for.</summary>
    protected abstract string Scope { get; }

    /// <summary>Points a client's transport here, and makes its retries quick.</summary>
    public TOptions Reach<TOptions>(TOptions options)
        where TOptions : ClientOptions
    {
        options.Transport = new HttpClientTransport(new HttpClient(new Redirect(new Uri(_server.Urls.First()))));
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxRetries = 2;
        return options;
    }

    /// <summary>Answers the next request that applies in another way, once.</summary>
    public void Trouble(int status, string body, (string Name, string Value)? header = null, Func<HttpRequest, bool>? applies = null) =>
        _troubles.Enqueue((applies ?? (_ => true), async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            if (header is { } present)
            {
                context.Response.Headers[present.Name] = present.Value;
            }

            await context.Response.WriteAsync(body);
        }
    ));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task ServeAsync(HttpContext context);

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        if (context.Request.Headers.Authorization != $"Bearer {LoopbackCredential.TokenOf(Scope)}")
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Bearer authorization_uri=\"https://login.microsoftonline.com/\"";
            await context.Response.WriteAsync("""{"error":{"code":"AuthenticationFailed","message":"The access token is invalid."}}""");
        }
        else if (_troubles.TryPeek(out var trouble) && trouble.Applies(context.Request) && _troubles.TryDequeue(out trouble))
        {
            await trouble.Answer(context);
        }
        else
        {
            await ServeAsync(context);
        }
    }

    /// <summary>Sends what is meant for the service to this server. Its addresses must be https, or the client would send no token.</summary>
    private sealed class Redirect(Uri server) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = server.Scheme, Host = server.Host, Port = server.Port }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
