using Microsoft.AspNetCore.Http;

namespace Aquatope.Dashboard;

/// <summary>The headers of every answer: nothing from elsewhere, nothing inline, in no other page's frame.</summary>
internal static class SecurityHeaders
{
    /// <summary>The content security policy.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>Writes them.</summary>
    /// <param name="headers">The headers of an answer.</param>
    /// <param name="isSecure">Whether browsers take the origin for a secure one, by encryption or because it is on loopback: elsewhere they ignore, with an error, what keeps windows apart.</param>
    public static void Write(IHeaderDictionary headers, bool isSecure)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-store";
        if (isSecure)
        {
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
        }
    }
}
