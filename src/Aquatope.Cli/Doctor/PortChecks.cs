using System.Net;
using System.Net.Sockets;

namespace Aquatope.Cli;

/// <summary>Whether the task hub could listen.</summary>
internal static class PortChecks
{
    /// <summary>Tries the hub's address and a free port of loopback.</summary>
    /// <param name="hub">Where <c>aquatope hub</c> would listen.</param>
    public static IEnumerable<DoctorCheck> Of(IPEndPoint hub)
    {
        yield return Problem(new IPEndPoint(IPAddress.Loopback, 0)) is { } none
            ? new DoctorCheck("loopback", DoctorState.Failed, $"no port of 127.0.0.1 can be had: {none}", "'aquatope run' and its workers speak over loopback: allow it in this sandbox or container.")
            : new DoctorCheck("loopback", DoctorState.Ok, "ports of 127.0.0.1 can be had");
        yield return Problem(hub) is { } taken
            ? new DoctorCheck("hub's port", DoctorState.Warning, $"{hub} cannot be had: {taken}", "Something listens there, perhaps a hub that runs already. Choose another: aquatope hub --listen ADDRESS:PORT.")
            : new DoctorCheck("hub's port", DoctorState.Ok, $"{hub} is free");
    }

    private static string? Problem(IPEndPoint address)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(address);
            socket.Listen();
            return null;
        }
        catch (SocketException exception)
        {
            return exception.Message.TrimEnd('.');
        }
    }
}
