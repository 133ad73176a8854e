using System.Security.Cryptography.X509Certificates;

namespace Aquatope.TaskHub;

/// <summary>How a hub shows who it is, and how it tells its own callers from others. Default: neither.</summary>
/// <remarks>
/// A hub that other machines reach must have a <see cref="Certificate"/>, and <see cref="Tokens"/> or certificates of
/// clients. Whatever is set is demanded of every call, on loopback too: with both tokens and certificates of clients, a
/// caller needs one of each. A call that is refused gets <c>Unauthenticated</c>, or no connection, and does nothing.
/// </remarks>
public sealed record TaskHubSecurity
{
    /// <summary>The least number of characters of a token.</summary>
    public const int MinTokenChars = 16;

    /// <summary>
    /// Gets the certificate of the hub, with its private key, which stays the caller's to dispose. Default: null, which
    /// is plain HTTP. With it only TLS 1.2 and later are spoken.
    /// </summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Gets the intermediate certificates that are sent along with <see cref="Certificate"/>. Default: none.</summary>
    public IReadOnlyList<X509Certificate2> CertificateChain { get; init; } = [];

    /// <summary>
    /// Gets the tokens, one of which each call must carry as <c>Authorization: Bearer TOKEN</c>; several let one be
    /// replaced by another without a pause. Each has at least <see cref="MinTokenChars"/> characters: letters, digits and
    /// <c>-._~+/</c>, and <c>=</c> at its end. Default: none, which asks for no token.
    /// </summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];

    /// <summary>
    /// Gets the authorities whose certificates clients may present (mutual TLS). Only these are trusted, not those of the
    /// operating system; revocation is not checked. Default: none.
    /// </summary>
    public IReadOnlyList<X509Certificate2> ClientAuthorities { get; init; } = [];

    /// <summary>
    /// Gets single certificates that clients may present (mutual TLS), whoever issued them, as long as they are valid.
    /// Default: none. With neither these nor <see cref="ClientAuthorities"/> clients are asked for no certificate.
    /// </summary>
    public IReadOnlyList<X509Certificate2> ClientCertificates { get; init; } = [];

    internal bool AsksForCertificates => ClientAuthorities.Count + ClientCertificates.Count > 0;
}
