using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Aquatope.TaskHub;

namespace Aquatope.Cli;

/// <summary>Reads the files that protect a hub.</summary>
/// <param name="Certificate">The hub's certificate: PEM with its intermediates, or PFX; null for none.</param>
/// <param name="Key">Its private key; null when it is in the certificate's file.</param>
/// <param name="Tokens">The tokens, one a line; null for none.</param>
/// <param name="ClientAuthority">The authorities of clients' certificates; null for none.</param>
internal sealed record HubSecurityFiles(NamedFile? Certificate, NamedFile? Key, NamedFile? Tokens, NamedFile? ClientAuthority)
{
    /// <summary>Reads them.</summary>
    /// <returns>What they hold.</returns>
    /// <exception cref="UsageException">A file is missing, is not what it should be, or is open to others.</exception>
    public TaskHubSecurity Read()
    {
        if (Certificate is null && (Key ?? ClientAuthority) is { } needsIt)
        {
            throw new UsageException($"{needsIt.Option}: needs --certificate beside it.");
        }

        X509Certificate2Collection chain = Certificate is { } file ? ReadCertificates(file) : [];
        return new TaskHubSecurity
        {
            Certificate = Certificate is { } served ? WithKey(served, chain) : null,
            CertificateChain = [.. chain.Skip(1)],
            Tokens = Tokens is { } tokens ? ReadTokens(tokens) : [],
            ClientAuthorities = ClientAuthority is { } authority ? [.. ReadCertificates(authority)] : [],
        };
    }

    private X509Certificate2 WithKey(NamedFile file, X509Certificate2Collection chain)
    {
        if (Key is null && !chain[0].HasPrivateKey && !Encoding.UTF8.GetString(file.Read()).Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw new UsageException($"{file.Option}: '{file.Path}' holds no private key; name the key's file with --key.");
        }

        NamedFile secret = Key ?? file;
        byte[] content = secret.ReadSecret();
        if (Key is null && chain[0].HasPrivateKey)
        {
            return chain[0];
        }

        try
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(chain[0].ExportCertificatePem(), Encoding.UTF8.GetString(content));

            // Windows serves TLS only with keys that it has seen in a PFX.
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new UsageException($"{secret.Option}: '{secret.Path}' holds no unencrypted PEM key of the certificate '{chain[0].Subject}'.");
        }
    }

    private static X509Certificate2Collection ReadCertificates(NamedFile file)
    {
        var certificates = new X509Certificate2Collection();
        byte[] content = file.Read();
        try
        {
            if (X509Certificate2.GetCertContentType(content) == X509ContentType.Pkcs12)
            {
                // The one with the key comes first, as it does in a PEM file.
                certificates.AddRange(X509CertificateLoader.LoadPkcs12Collection(content, password: null).OrderByDescending(e => e.HasPrivateKey).ToArray());
            }
            else
            {
                certificates.ImportFromPem(Encoding.UTF8.GetString(content));
            }
        }
        catch (CryptographicException exception)
        {
            throw new UsageException($"{file.Option}: '{file.Path}' cannot be read as certificates in PEM form or as PFX without a password: {exception.Message}");
        }

        return certificates.Count > 0 ? certificates : throw new UsageException($"{file.Option}: '{file.Path}' holds no certificate.");
    }

    private static string[] ReadTokens(NamedFile file)
    {
        string[] tokens = Encoding.UTF8.GetString(file.ReadSecret()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return tokens.Length > 0 ? tokens : throw new UsageException($"{file.Option}: '{file.Path}' holds no token; write one a line.");
    }
}
