using System.Net;
using Aquatope.TaskHub.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aquatope.TaskHub;

/// <summary>How to run a <see cref="TaskHubServer"/>.</summary>
public sealed class TaskHubServerOptions
{
    /// <summary>Gets or sets the path of the database file; it is created when absent. Required.</summary>
    public required string Database { get; set; }

    /// <summary>
    /// Gets or sets where to listen. Default: 127.0.0.1:4001. Port 0 takes a free one, see
    /// <see cref="TaskHubServer.Address"/>. An address that other machines reach needs <see cref="Security"/>.
    /// </summary>
    public IPEndPoint Listen { get; set; } = new(IPAddress.Loopback, 4001);

    /// <summary>
    /// Gets or sets the encryption of calls and who may make them. Default: plain HTTP and everybody, which is allowed on
    /// loopback addresses only.
    /// </summary>
    public TaskHubSecurity Security { get; set; } = new();

    /// <summary>Gets or sets what an acknowledged call survives. Default: <see cref="Durability.Normal"/>.</summary>
    public Durability Durability { get; set; } = Durability.Normal;

    /// <summary>
    /// Gets or sets whether a task hub is created on first use. Default: true. Otherwise calls to a task hub that
    /// does not exist fail with <c>NotFound</c> until it is created with <c>CreateTaskHub</c>.
    /// </summary>
    public bool CreateHubsOnFirstUse { get; set; } = true;

    /// <summary>Gets or sets the source of time. Default: <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets where log messages go. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Gets or sets the bounds on messages, memory and waiting.</summary>
    public TaskHubLimits Limits { get; set; } = new();

    /// <summary>Gets or sets up to which size the database is checked whole; tests let it seem large.</summary>
    internal long FullCheckBytes { get; set; } = HubDatabase.DefaultFullCheckBytes;

    /// <summary>Gets or sets what runs before each write and each commit; tests let the store fail there.</summary>
    internal Action<string>? BeforeWrite { get; set; }
}
