using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Aquatope.Tests.Security;

/// <summary>An authority of one test's own, and the certificates that it issues.</summary>
internal sealed class TestCertificates : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private static readonly DateTimeOffset Early = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Late = new(2090, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<X509Certificate2> _made = [];
    private byte _serial;

    public TestCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        Authority = request.CreateSelfSigned(Early, Late);
    }

    public X509Certificate2 Authority { get; }

    public X509Certificate2 Server() => Issue("CN=localhost", ServerAuthentication, Early, Late);

    public X509Certificate2 Client() => Issue("CN=worker", ClientAuthentication, Early, Late);

    public X509Certificate2 Expired(bool server) => Issue("CN=old", server ? ServerAuthentication : ClientAuthentication, Early, Early.AddYears(1));

    public X509Certificate2 NotYetValid() => Issue("CN=future", ServerAuthentication, Late.AddYears(-1), Late);

    public void Dispose()
    {
        foreach (X509Certificate2 certificate in _made)
        {
            certificate.Dispose();
        }

        Authority.Dispose();
    }

    private X509Certificate2 Issue(string subject, string usage, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 issued = request.Create(Authority, from, to, [++_serial]);
        using X509Certificate2 withKey = issued.CopyWithPrivateKey(key);

        // A key that was only ever in memory does not serve TLS on every platform.
        X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
        _made.Add(certificate);
        return certificate;
    }
}
