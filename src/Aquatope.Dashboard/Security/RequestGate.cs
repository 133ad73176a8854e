using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Aquatope.Dashboard;

/// <summary>Decides which requests pass: whom they came to, where from, and whether they show the token.</summary>
/// <param name="token">The token.</param>
/// <param name="isLoopback">Whether only this machine reaches the dashboard, so that reading needs no token.</param>
internal sealed class RequestGate(DashboardToken token, bool isLoopback)
{
    /// <summary>Passes a request on, or answers it with a refusal.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What serves it.</param>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        SecurityHeaders.Write(context.Response.Headers, isLoopback || context.Request.IsHttps);
        (int status, string problem) = Problem(context.Request);
        return status == StatusCodes.Status200OK ? next(context) : RefuseAsync(context.Response, status, problem);
    }

    /// <summary>Returns whether a request for the page, which shows no token, may have data with it: those that it could read without one.</summary>
    /// <param name="request">The request; it has passed.</param>
    public bool LetsReadWithoutToken(HttpRequest request) => isLoopback && IsSameOrigin(request);

    private (int Status, string Problem) Problem(HttpRequest request)
    {
        bool reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

        // A page of another site may have a name that leads to this machine; its requests carry that name.
        if (isLoopback && !IsThisMachine(request.Host))
        {
            return (StatusCodes.Status421MisdirectedRequest, "The dashboard answers to 'localhost' and loopback addresses only.");
        }

        if (!reads && !HttpMethods.IsPost(request.Method))
        {
            return (StatusCodes.Status405MethodNotAllowed, "The dashboard knows GET and POST.");
        }

        if (!request.Path.StartsWithSegments("/api"))
        {
            return (StatusCodes.Status200OK, string.Empty);
        }

        if (!IsSameOrigin(request))
        {
            return (StatusCodes.Status403Forbidden, "The request came from another site.");
        }

        if ((!reads || !isLoopback) && !token.IsShownBy(request.Headers.Authorization))
        {
            return (StatusCodes.Status401Unauthorized, "This needs the token that was printed when the dashboard started.");
        }

        // Forms of other sites cannot send this type.
        return reads || request.HasJsonContentType()
            ? (StatusCodes.Status200OK, string.Empty)
            : (StatusCodes.Status415UnsupportedMediaType, "Send application/json.");
    }

    private static bool IsThisMachine(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    private static bool IsSameOrigin(HttpRequest request)
    {
        StringValues site = request.Headers["Sec-Fetch-Site"];
        StringValues origin = request.Headers.Origin;
        return (StringValues.IsNullOrEmpty(site) || site == "same-origin" || site == "none")
            && (StringValues.IsNullOrEmpty(origin) || origin == $"{request.Scheme}://{request.Host.Value}");
    }

    private static Task RefuseAsync(HttpResponse response, int status, string problem)
    {
        response.StatusCode = status;
        return response.WriteAsJsonAsync(new ErrorMessage(problem));
    }
}
