using System.Globalization;
using System.Net;
using System.Text;
using Aquatope.Crash.Program;
using Aquatope.Inference;

namespace Aquatope.Integration.Tests.Crash;

/// <summary>A hub, two workers and a client as processes, killed at random and started again.</summary>
internal sealed class CrashCrowd : IDisposable
{
    private const string Hub = "hub";
    private const string Client = "client";
    private const int Concurrency = 40;

    private readonly string _folder;
    private readonly IPEndPoint _address;
    private readonly string _log;
    private readonly int _executions;
    private readonly SortedDictionary<string, ProgramProcess> _running = new(StringComparer.Ordinal);

    public CrashCrowd(string folder, IPEndPoint address, string log, int executions)
    {
        _folder = folder;
        _address = address;
        _log = log;
        _executions = executions;
        foreach (string name in (string[])[Hub, Client, "worker 1", "worker 2"])
        {
            _running.Add(name, Start(name));
        }
    }

    /// <summary>Kills processes at moments spread over the work of the client.</summary>
    public async Task KillAsync(int kills, int seed)
    {
        var random = new SeededRandom((ulong)seed);
        string[] victims = [.. _running.Keys, Hub];
        int heard = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            int moment = (int)((kill + random.NextDouble()) * _executions * 0.9 / kills);
            for (; heard < moment; heard++)
            {
                await _running[Client].HearAsync("ended ");
            }

            string victim = victims[random.NextInt(victims.Length)];
            if (victim == Hub && random.NextInt(4) != 0)
            {
                heard += await StarveAsync(random);
            }

            await RestartAsync(victim);
            if (victim == Client)
            {
                // What a killed client said last was not heard; its log has it.
                heard = ClientLog.Read(_log).Count(line => ClientLog.EndOf(line) is not null);
            }
        }
    }

    /// <summary>Waits until the client has seen every execution end, and kills the others once more.</summary>
    public async Task EndAsync()
    {
        (int exitCode, _, string error) = await _running[Client].EndAsync();
        Assert.True(exitCode == 0, error);
        foreach (ProgramProcess process in _running.Values.Where(process => process != _running[Client]))
        {
            await process.KillTreeAsync();
        }
    }

    /// <summary>Kills all, and returns what those that now run had said last.</summary>
    public async Task<string> DescribeAsync()
    {
        var said = new StringBuilder();
        foreach ((string name, ProgramProcess process) in _running)
        {
            string[] lines = (await process.KillTreeAsync()).Split('\n');
            said.AppendLine(CultureInfo.InvariantCulture, $"{name}: {string.Join(" | ", lines.TakeLast(5))}");
        }

        return said.ToString();
    }

    public void Dispose()
    {
        foreach (ProgramProcess process in _running.Values)
        {
            process.Dispose();
        }
    }

    private async Task RestartAsync(string name)
    {
        await _running[name].KillTreeAsync();
        _running[name].Dispose();
        _running[name] = Start(name);
    }

    /// <summary>Lets the hub's writes beyond a place in its log fail, the one across it be cut, until the hub says so.</summary>
    /// <returns>How many ends of executions were heard meanwhile.</returns>
    private async Task<int> StarveAsync(SeededRandom random)
    {
        var wal = new FileInfo(Path.Combine(_folder, "hub.db-wal"));
        if (!wal.Exists)
        {
            return 0;
        }

        await LimitFilesAsync((wal.Length * random.NextDouble()).ToString("F0", CultureInfo.InvariantCulture));
        await _running[Hub].HearAsync("could not carry out or commit");
        if (random.NextInt(2) == 0)
        {
            return 0;
        }

        // It goes on with its writes working again, before it is killed.
        await LimitFilesAsync("unlimited");
        await _running[Client].HearAsync("ended ");
        return 1;
    }

    private async Task LimitFilesAsync(string bytes)
    {
        using var limit = System.Diagnostics.Process.Start(
            "prlimit", ["--pid", _running[Hub].Id.ToString(CultureInfo.InvariantCulture), "--fsize=" + bytes + ":unlimited"]);
        await limit.WaitForExitAsync(CancellationToken.None);
        Assert.Equal(0, limit.ExitCode);
    }

    private ProgramProcess Start(string name) => name switch
    {
        Hub => new ProgramProcess("aquatope", _folder, "hub", "--listen", _address.ToString(), "--database", "hub.db"),
        Client => new ProgramProcess(
            "Aquatope.Crash.Program", _folder, "client", $"http://{_address}", _log, Text(_executions), Text(Concurrency)),
        _ => new ProgramProcess("Aquatope.Crash.Program", _folder, "worker", $"http://{_address}"),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
