using System.Net;

namespace Aquatope.Local;

/// <summary>How a program runs on one machine.</summary>
public sealed record LocalMachineOptions
{
    /// <summary>Gets the directory of the databases; made where it is missing. Default: <c>.aquatope</c> in the current directory.</summary>
    public string DataDirectory { get; init; } = ".aquatope";

    /// <summary>Gets where the task hub listens. Default: loopback, on a free port.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>
    /// Gets how long an idle worker of the production lane stays, beyond those kept warm. Null: as long as the idle times seen and
    /// the price of a cold start make it worth while, and it comes back before it is due; where pre-warming is off, one minute.
    /// Default: null.
    /// </summary>
    public TimeSpan? KeepAlive { get; init; }

    /// <summary>Gets how long an idle worker of a trial lane stays. Default: five seconds.</summary>
    public TimeSpan TrialKeepAlive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets how many workers a pool may have. Default: two for each processor.</summary>
    public int MaximumWorkersPerPool { get; init; } = 2 * Environment.ProcessorCount;

    /// <summary>Gets the command that starts this program again as a worker: the program, then its arguments. Default, when empty: the command that
    /// started this process.</summary>
    public IReadOnlyList<string> WorkerCommand { get; init; } = [];

    /// <summary>Gets the task hub's database file.</summary>
    internal string TaskHubFile => Path.Combine(DataDirectory, "taskhub.db");

    /// <summary>Gets the database file of reports, trials and decisions.</summary>
    internal string StoreFile => Path.Combine(DataDirectory, "reports.db");
}
