using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace Aquatope.TaskHub.Service;

/// <summary>Refuses to open an endpoint whose protection is missing or would not work.</summary>
internal static partial class EndpointCheck
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    public static void Check(TaskHubServerOptions options)
    {
        if (Problem(options.Listen, options.Security, options.TimeProvider.GetUtcNow()) is { } problem)
        {
            throw new TaskHubListenException(options.Listen, $"The task hub does not listen on {options.Listen}: {problem}");
        }
    }

    private static string? Problem(IPEndPoint listen, TaskHubSecurity security, DateTimeOffset now)
    {
        if (!IPAddress.IsLoopback(listen.Address) && security.Certificate is null)
        {
            return "other machines reach that address, so that it needs a certificate for TLS, and a token or the certificates of clients. Give them, or listen on a loopback address.";
        }

        if (!IPAddress.IsLoopback(listen.Address) && security.Tokens.Count == 0 && !security.AsksForCertificates)
        {
            return "other machines reach that address, so that it needs a token or the certificates of clients besides TLS. Give one of them, or listen on a loopback address.";
        }

        if (security.Certificate is null && security.AsksForCertificates)
        {
            return "clients can show certificates only over TLS, for which the hub needs a certificate of its own.";
        }

        if (!security.Tokens.All(token => token.Length >= TaskHubSecurity.MinTokenChars && TokenPattern().IsMatch(token)))
        {
            // The token itself is not for the eyes of whoever reads this.
            return $"a token is shorter than {TaskHubSecurity.MinTokenChars} characters or has others than letters, digits, '-._~+/' and '=' at its end.";
        }

        return security.Certificate is null ? null : Problem(security.Certificate, now);
    }

    private static string? Problem(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (!certificate.HasPrivateKey)
        {
            return $"the certificate '{certificate.Subject}' has no private key.";
        }

        if (now < certificate.NotBefore || now > certificate.NotAfter)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"the certificate '{certificate.Subject}' is valid from {certificate.NotBefore.ToUniversalTime():u} to {certificate.NotAfter.ToUniversalTime():u}, and now it is {now:u}.");
        }

        return certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } usage
            && !usage.EnhancedKeyUsages.Cast<System.Security.Cryptography.Oid>().Any(oid => oid.Value == ServerAuthentication)
            ? $"the certificate '{certificate.Subject}' is not one for servers."
            : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9\-._~+/]+=*\z", RegexOptions.CultureInvariant)]
    private static partial Regex TokenPattern();
}
