using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Aquatope.TaskHub.Service;

/// <summary>Decides whether the certificate that a client shows is one that the hub accepts.</summary>
internal sealed partial class ClientCertificateCheck(TaskHubSecurity security, TimeProvider clock, ILogger logger)
{
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    public bool Accepts(X509Certificate2 certificate, X509Chain? presented)
    {
        DateTimeOffset now = clock.GetUtcNow();
        bool accepted = IsListed(certificate, now) || IsIssued(certificate, presented, now);
        if (!accepted)
        {
            LogRefused(logger, certificate.Subject, certificate.Thumbprint);
        }

        return accepted;
    }

    private bool IsListed(X509Certificate2 certificate, DateTimeOffset now) =>
        now >= certificate.NotBefore && now <= certificate.NotAfter
        && security.ClientCertificates.Any(listed => listed.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));

    private bool IsIssued(X509Certificate2 certificate, X509Chain? presented, DateTimeOffset now)
    {
        if (security.ClientAuthorities.Count == 0)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(security.ClientAuthorities.ToArray());
        chain.ChainPolicy.ApplicationPolicy.Add(ClientAuthentication);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;

        // Whoever calls must not make the hub fetch anything from elsewhere.
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = now.LocalDateTime;
        if (presented is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        }

        return chain.Build(certificate);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Refused a connection with the client certificate {Subject}, thumbprint {Thumbprint}.")]
    private static partial void LogRefused(ILogger logger, string subject, string thumbprint);
}
