using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aquatope.Dashboard;

/// <summary>How the dashboard is served.</summary>
public sealed record DashboardOptions
{
    /// <summary>
    /// Gets where to listen. Default: loopback, on a free port. Where other machines reach the address, every request for data
    /// needs the token.
    /// </summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>
    /// Gets the certificate with its private key, which stays the caller's to dispose. Default: null, which is plain HTTP:
    /// without encryption, so that beyond loopback something before it should encrypt.
    /// </summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Gets the certificates between <see cref="Certificate"/> and its authority, which browsers need to trust it. Default: none.</summary>
    public IReadOnlyList<X509Certificate2> CertificateChain { get; init; } = [];

    /// <summary>Gets the clock. Default: <see cref="System.TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets where log messages go. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
