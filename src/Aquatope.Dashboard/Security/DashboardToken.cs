using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Aquatope.Dashboard;

/// <summary>The secret that a page shows before it changes anything. It lives as long as the process.</summary>
internal sealed class DashboardToken
{
    private const int Bytes = 24;
    private const string Scheme = "Bearer ";
    private readonly byte[] _digest;

    /// <summary>Initializes a new instance of the <see cref="DashboardToken"/> class with a token that nobody can guess.</summary>
    public DashboardToken()
    {
        Value = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        _digest = Digest(Value);
    }

    /// <summary>Gets the token: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public string Value { get; }

    /// <summary>Returns whether a request shows the token.</summary>
    /// <param name="authorization">Its header <c>Authorization</c>.</param>
    public bool IsShownBy(StringValues authorization) =>
        authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)

        // By digests, so that the time it takes tells nothing about the token.
        && CryptographicOperations.FixedTimeEquals(Digest(value[Scheme.Length..]), _digest);

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
