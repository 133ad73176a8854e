using System.CommandLine;
using System.Net;

namespace Aquatope.Cli;

/// <summary>The option <c>--dashboard</c>.</summary>
internal static class DashboardAddress
{
    /// <summary>Returns the line that tells where the dashboard is.</summary>
    /// <param name="address">Its address, with the token.</param>
    public static string Line(Uri address) => address.IsLoopback || address.Scheme == Uri.UriSchemeHttps
        ? $"Dashboard: {address}"
        : $"Dashboard: {address} (not encrypted: whoever can listen on the network can read the token)";

    /// <summary>Makes the option.</summary>
    /// <returns>The option; its value is null where there is to be no dashboard.</returns>
    public static Option<IPEndPoint?> Option() => new("--dashboard")
    {
        Description = "Where the dashboard listens; port 0 takes a free one, 'off' leaves it out. Beyond loopback it shows nothing without the token that is printed, and is not encrypted unless the hub is.",
        HelpName = "ADDRESS:PORT|off",
        DefaultValueFactory = _ => new IPEndPoint(IPAddress.Loopback, 0),
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (text == "off")
            {
                return null;
            }

            if (IPEndPoint.TryParse(text, out IPEndPoint? endPoint) && text.Contains(':', StringComparison.Ordinal))
            {
                return endPoint;
            }

            result.AddError($"--dashboard: expected an address and a port such as 127.0.0.1:5005, or off, not '{text}'.");
            return null;
        },
    };
}
