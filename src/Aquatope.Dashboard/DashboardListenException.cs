using System.Net;

namespace Aquatope.Dashboard;

/// <summary>The dashboard cannot listen where it should.</summary>
public sealed class DashboardListenException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="DashboardListenException"/> class.</summary>
    /// <param name="listen">Where it should listen.</param>
    /// <param name="innerException">Why it cannot.</param>
    public DashboardListenException(IPEndPoint listen, Exception innerException)
        : base($"The dashboard cannot listen on {listen}: {innerException?.Message} Choose another port, or stop what uses it.", innerException) => Listen = listen;

    /// <summary>Gets where it should listen.</summary>
    public IPEndPoint Listen { get; }
}
