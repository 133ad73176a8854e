using System.Globalization;
using System.Runtime.InteropServices;

namespace Aquatope.Local;

/// <summary>One control group: a directory whose files are its settings.</summary>
internal sealed class CgroupDirectory
{
    private const string Prefix = "aquatope-";
    private readonly string _path;

    public CgroupDirectory(string path, bool create = true)
    {
        _path = path;
        if (create)
        {
            Directory.CreateDirectory(path);
        }
    }

    /// <summary>Gets the file that a process writes to in order to join.</summary>
    public string ProcessesFile => Path.Combine(_path, "cgroup.procs");

    /// <summary>Returns the directory of all groups that this process makes beneath a group.</summary>
    /// <param name="parent">The group.</param>
    /// <returns>The directory, named for this process.</returns>
    public static string ForThisProcess(string parent) =>
        Path.Combine(parent, Prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Removes what processes that were killed have left behind, their workers included.</summary>
    /// <param name="parent">The group beneath which to look.</param>
    public static void RemoveStale(string parent)
    {
        foreach (string directory in Directory.EnumerateDirectories(parent, Prefix + "*"))
        {
            if (int.TryParse(Path.GetFileName(directory)[Prefix.Length..], CultureInfo.InvariantCulture, out int owner)
                && !Directory.Exists($"/proc/{owner}"))
            {
                new CgroupDirectory(directory, create: false).Remove();
            }
        }
    }

    /// <summary>Writes a setting.</summary>
    /// <param name="file">The setting's file.</param>
    /// <param name="value">Its value.</param>
    public void Write(string file, string value) => File.WriteAllText(Path.Combine(_path, file), value);

    /// <summary>Writes a numeric setting.</summary>
    /// <param name="file">The setting's file.</param>
    /// <param name="value">Its value.</param>
    public void Write(string file, long value) => Write(file, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads one line of a file of counters.</summary>
    /// <param name="file">The file: a name and a number on each line.</param>
    /// <param name="counter">The name.</param>
    /// <returns>The number; zero where the file or the line is missing.</returns>
    public long ReadCounter(string file, string counter)
    {
        string path = Path.Combine(_path, file);
        return File.Exists(path)
            ? File.ReadLines(path)
                .Select(line => line.Split(' '))
                .Where(fields => fields.Length == 2 && fields[0] == counter)
                .Select(fields => long.Parse(fields[1], CultureInfo.InvariantCulture))
                .FirstOrDefault()
            : 0;
    }

    /// <summary>Removes the group and those beneath it; whatever still runs in them is killed.</summary>
    public void Remove()
    {
        if (!Directory.Exists(_path))
        {
            return;
        }

        foreach (string child in Directory.EnumerateDirectories(_path))
        {
            new CgroupDirectory(child, create: false).Remove();
        }

        // A killed process leaves its group only when the kernel is done with it, so that removing may need several attempts.
        for (int attempt = 0; attempt < 100; attempt++)
        {
            if (NativeMethods.RemoveDirectory(_path) == 0 || Marshal.GetLastPInvokeError() == NativeMethods.NoSuchEntry)
            {
                return;
            }

            foreach (string line in File.ReadAllLines(ProcessesFile))
            {
                _ = NativeMethods.Kill(int.Parse(line, CultureInfo.InvariantCulture), NativeMethods.SignalKill);
            }

            Thread.Yield();
        }
    }
}
