using System.CommandLine;
using System.Net;

namespace Aquatope.Cli;

/// <summary>The option <c>--listen</c>.</summary>
internal static class EndPoints
{
    /// <summary>Makes the option.</summary>
    /// <param name="description">What listens there.</param>
    /// <param name="defaultValue">Where, unless told otherwise.</param>
    /// <returns>The option.</returns>
    public static Option<IPEndPoint> Option(string description, IPEndPoint defaultValue) => new("--listen")
    {
        Description = description,
        HelpName = "ADDRESS:PORT",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (IPEndPoint.TryParse(text, out IPEndPoint? endPoint) && text.Contains(':', StringComparison.Ordinal))
            {
                return endPoint;
            }

            result.AddError($"--listen: expected an address and a port such as 127.0.0.1:4001, not '{text}'.");
            return null;
        },
    };
}
