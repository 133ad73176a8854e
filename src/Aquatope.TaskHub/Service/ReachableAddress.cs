using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Aquatope.TaskHub.Service;

/// <summary>What listens on all addresses of a machine has none that a client could use: these do.</summary>
internal static class ReachableAddress
{
    /// <summary>Returns the address for clients on other machines: by the machine's name, or by that of the certificate where it has another one.</summary>
    /// <param name="listening">Where it listens. An address of its own stays as it is.</param>
    /// <param name="certificate">The certificate that it shows, or null.</param>
    public static Uri ForOthers(Uri listening, X509Certificate2? certificate) => IsAny(listening) ? WithHost(listening, NameOf(certificate)) : listening;

    /// <summary>Returns the address for clients on this machine.</summary>
    /// <param name="listening">Where it listens. An address of its own stays as it is.</param>
    public static Uri ForThisMachine(Uri listening) => IsAny(listening)
        ? WithHost(listening, listening.HostNameType == UriHostNameType.IPv6 ? "[::1]" : "127.0.0.1")
        : listening;

    private static bool IsAny(Uri listening) =>
        IPAddress.TryParse(listening.DnsSafeHost, out IPAddress? address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    private static Uri WithHost(Uri listening, string host) => new UriBuilder(listening) { Host = host }.Uri;

    private static string NameOf(X509Certificate2? certificate)
    {
        string machine = Dns.GetHostName();
        if (certificate is null || certificate.MatchesHostname(machine))
        {
            return machine;
        }

        string certified = certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false);
        return Uri.CheckHostName(certified) == UriHostNameType.Dns ? certified : machine;
    }
}
