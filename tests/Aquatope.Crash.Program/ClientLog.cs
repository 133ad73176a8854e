using System.Globalization;
using System.Text;

namespace Aquatope.Crash.Program;

/// <summary>What a client was told, in a file that outlives it: which events the hub took, and how executions ended.</summary>
/// <remarks>A line is written before anything follows from it; what a killed client left of a line is not one.</remarks>
public sealed class ClientLog : IDisposable
{
    private readonly FileStream _file;
    private readonly Lock _lock = new();

    /// <summary>Opens the log of an earlier client, or begins one.</summary>
    public ClientLog(string path)
    {
        bool cut = File.Exists(path) && !File.ReadAllText(path).EndsWith('\n');
        Lines = Read(path);
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        if (cut)
        {
            _file.Write("\n"u8);
        }
    }

    /// <summary>Gets what was written by earlier clients.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Returns the whole lines of a log.</summary>
    public static IReadOnlyList<string> Read(string path) => File.Exists(path)
        ? [.. File.ReadAllText(path).Split('\n')[..^1].Where(line => line.EndsWith(';'))]
        : [];

    /// <summary>The line for an acknowledged start.</summary>
    public static string Started(int index) => string.Create(CultureInfo.InvariantCulture, $"S {index};");

    /// <summary>The line for acknowledged events.</summary>
    public static string Raised(int index) => string.Create(CultureInfo.InvariantCulture, $"R {index};");

    /// <summary>The line for a seen end.</summary>
    public static string Ended(int index, string output) => string.Create(
        CultureInfo.InvariantCulture, $"E {index} {Convert.ToBase64String(Encoding.UTF8.GetBytes(output))};");

    /// <summary>Reads back an <see cref="Ended"/> line; null for others.</summary>
    public static (int Index, string Output)? EndOf(string line)
    {
        string[] parts = line[..^1].Split(' ');
        return parts[0] == "E"
            ? (int.Parse(parts[1], CultureInfo.InvariantCulture), Encoding.UTF8.GetString(Convert.FromBase64String(parts[2])))
            : null;
    }

    /// <summary>Writes a line; it is with the operating system when this returns.</summary>
    public void Write(string line)
    {
        lock (_lock)
        {
            _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
