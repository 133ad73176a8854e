using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Aquatope.TaskHub;
using Aquatope.Tests.Security;

namespace Aquatope.Cli.Tests.Hub;

/// <summary>The files that protect a hub: what is read, and what is refused with one line and exit code 2.</summary>
[Collection(OneConsole.Name)]
public sealed class HubSecurityFilesTests : IDisposable
{
    private const string Token = "correct-horse-battery-staple";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-cli-");
    private readonly TestCertificates _certificates = new();
    private readonly X509Certificate2 _server;

    public HubSecurityFilesTests()
    {
        _server = _certificates.Server();
        Write("server.pem", _server.ExportCertificatePem());
        Write("chain.pem", _server.ExportCertificatePem() + "\n" + _certificates.Authority.ExportCertificatePem());
        WriteSecret("server.key", KeyOf(_server));
        WriteSecret("both.pem", _server.ExportCertificatePem() + "\n" + KeyOf(_server));
        Write("open.key", KeyOf(_server), (UnixFileMode)0b110_100_100);
        WriteSecret("other.key", KeyOf(_certificates.Server()));
        X509Certificate2 expired = _certificates.Expired(server: true);
        WriteSecret("expired.pem", expired.ExportCertificatePem() + "\n" + KeyOf(expired));
        WriteSecret("server.pfx", _server.Export(X509ContentType.Pkcs12));
        WriteSecret("locked.pfx", _server.Export(X509ContentType.Pkcs12, "password"));
        Write("ca.pem", _certificates.Authority.ExportCertificatePem());
        Write("text.pem", "no certificate");
        Write("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");
        WriteSecret("tokens", Token + "\n\nanother-token-of-the-hub\r\n");
        WriteSecret("no-tokens", "\n \n");
        WriteSecret("bad-tokens", "hunter2-with blanks in it");
        Write("open-tokens", Token, (UnixFileMode)0b110_100_000);
    }

    public void Dispose()
    {
        _certificates.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("certificate", "--listen", "0.0.0.0:0")]
    [InlineData("certificate", "--listen", "0.0.0.0:0", "--token-file", "tokens")]
    [InlineData("token", "--listen", "0.0.0.0:0", "--certificate", "server.pem", "--key", "server.key")]
    [InlineData("missing.pem", "--certificate", "missing.pem")]
    [InlineData("--certificate", "--key", "server.key")]
    [InlineData("--certificate", "--client-ca", "ca.pem")]
    [InlineData("name the key's file with --key", "--certificate", "server.pem")]
    [InlineData("missing.key", "--certificate", "server.pem", "--key", "missing.key")]
    [InlineData("other.key", "--certificate", "server.pem", "--key", "other.key")]
    [InlineData("tokens", "--certificate", "server.pem", "--key", "tokens")]
    [InlineData("chmod 600", "--certificate", "server.pem", "--key", "open.key")]
    [InlineData("valid from", "--certificate", "expired.pem")]
    [InlineData("locked.pfx", "--certificate", "locked.pfx")]
    [InlineData("text.pem", "--certificate", "text.pem")]
    [InlineData("broken.pem", "--certificate", "broken.pem")]
    [InlineData("text.pem", "--certificate", "both.pem", "--client-ca", "text.pem")]
    [InlineData("missing.pem", "--certificate", "both.pem", "--client-ca", "missing.pem")]
    [InlineData("missing-tokens", "--token-file", "missing-tokens")]
    [InlineData("no-tokens", "--token-file", "no-tokens")]
    [InlineData("shorter than 16", "--token-file", "bad-tokens")]
    [InlineData("chmod 600", "--token-file", "open-tokens")]
    public async Task RunAsync_ProtectionThatCannotBe_IsOneLineThatNamesTheCause(string cause, params string[] args)
    {
        string[] named = [.. args.Select((arg, n) => n % 2 == 1 && !arg.Contains(':', StringComparison.Ordinal) ? InFolder(arg) : arg)];

        (int exitCode, string output, string error) = await CapturedConsole.RunAsync(["hub", "--database", InFolder("hub.db"), .. named]);

        Assert.Equal(CommandLine.WrongUse, exitCode);
        Assert.Empty(output);
        string line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(cause, line, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", line, StringComparison.Ordinal);
        Assert.False(File.Exists(InFolder("hub.db")));
    }

    [Theory]
    [InlineData("server.pem", "server.key", 0)]
    [InlineData("chain.pem", "server.key", 1)]
    [InlineData("both.pem", null, 0)]
    [InlineData("server.pfx", null, 0)]
    public void Read_CertificateAndKey_AreThoseOfTheFiles(string certificate, string? key, int intermediates)
    {
        TaskHubSecurity security = Files(certificate: certificate, key: key).Read();

        Assert.Equal(_server.Thumbprint, security.Certificate!.Thumbprint);
        Assert.True(security.Certificate.HasPrivateKey);
        Assert.Equal(intermediates, security.CertificateChain.Count);
    }

    [Fact]
    public void Read_TokensAndAuthorities_AreThoseOfTheFiles()
    {
        TaskHubSecurity security = Files(certificate: "both.pem", tokens: "tokens", authority: "ca.pem").Read();

        Assert.Equal([Token, "another-token-of-the-hub"], security.Tokens);
        Assert.Equal(_certificates.Authority.Thumbprint, Assert.Single(security.ClientAuthorities).Thumbprint);
    }

    [Fact]
    public void Read_NoFiles_ProtectsNothing() => Assert.Equivalent(new TaskHubSecurity(), Files().Read());

    private static string KeyOf(X509Certificate2 certificate)
    {
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    private HubSecurityFiles Files(string? certificate = null, string? key = null, string? tokens = null, string? authority = null) => new(
        Named("--certificate", certificate), Named("--key", key), Named("--token-file", tokens), Named("--client-ca", authority));

    private NamedFile? Named(string option, string? name) => name is null ? null : new NamedFile(option, InFolder(name));

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name, string content, UnixFileMode? mode = null)
    {
        File.WriteAllText(InFolder(name), content);
        if (mode is { } bits && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(InFolder(name), bits);
        }
    }

    private void WriteSecret(string name, string content) => Write(name, content, UnixFileMode.UserRead | UnixFileMode.UserWrite);

    private void WriteSecret(string name, byte[] content)
    {
        File.WriteAllBytes(InFolder(name), content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(InFolder(name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
