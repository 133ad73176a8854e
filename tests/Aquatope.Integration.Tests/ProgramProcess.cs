using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace Aquatope.Integration.Tests;

/// <summary>A program that lies beside this test, as a process of its own, in a folder of its own, heard as it speaks.</summary>
internal sealed class ProgramProcess : IDisposable
{
    // Only what hangs is to fail, not what runs beside something else.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly Process _process;
    private readonly Channel<string> _errors = Channel.CreateUnbounded<string>();
    private readonly List<string> _said = [];
    private readonly Task<string> _output;
    private readonly Task _listening;

    public ProgramProcess(string program, string folder, params string[] args)
        : this(program, folder, new Dictionary<string, string>(), args)
    {
    }

    public ProgramProcess(string program, string folder, IReadOnlyDictionary<string, string> environment, string[] args)
    {
        // A shell starts background jobs deaf to Ctrl-C, and what they start inherits it: these tests may be such a job.
        // A write beyond the size that a test allows files is to fail, not to end the process.
        string path = Path.Combine(AppContext.BaseDirectory, program);
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT", "--ignore-signal=XFSZ", path, .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Otherwise the runtime keeps compiled code in a file of its own, which such a limit hits as well.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["Logging__Console__LogToStandardErrorThreshold"] = "Trace";
        start.Environment["AQUATOPE_EXAMPLES_DATA"] = Path.Combine(folder, "examples");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        Id = _process.Id;
        _output = _process.StandardOutput.ReadToEndAsync();
        _listening = ListenAsync();
    }

    public int Id { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Waits until a line on standard error contains a text.</summary>
    public async Task<string> HearAsync(string text)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await foreach (string line in _errors.Reader.ReadAllAsync(patience.Token))
            {
                _said.Add(line);
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            // Reported below, with what was said instead.
        }

        throw new InvalidOperationException($"It never said '{text}', but: {string.Join('\n', _said)}");
    }

    /// <summary>Waits for the end.</summary>
    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await _listening;
            throw new InvalidOperationException($"It did not end within {Patience}, but said: {string.Join('\n', Said())}");
        }

        await _listening;
        return (_process.ExitCode, await _output, string.Join('\n', Said()));
    }

    /// <summary>Kills the process and all that it has started, at once; returns what it had said on standard error.</summary>
    public async Task<string> KillTreeAsync()
    {
        _process.Kill(entireProcessTree: true);
        return (await EndAsync()).Error;
    }

    /// <summary>Does what Ctrl-C does.</summary>
    public async Task PressControlCAsync()
    {
        using var kill = Process.Start("kill", ["-INT", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Cancellation);
        Assert.Equal(0, kill.ExitCode);
    }

    private List<string> Said()
    {
        while (_errors.Reader.TryRead(out string? line))
        {
            _said.Add(line);
        }

        return _said;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    /// <summary>Returns the processes that still run in a folder, by their command lines.</summary>
    public static IReadOnlyList<string> RunningIn(string folder)
    {
        var found = new List<string>();
        foreach (string process in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            try
            {
                if (new FileInfo(Path.Combine(process, "cwd")).ResolveLinkTarget(returnFinalTarget: false)?.FullName == folder)
                {
                    found.Add(File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' '));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked, or belongs to somebody else.
            }
        }

        return found;
    }

    /// <summary>Returns the control groups that a process made and has not removed.</summary>
    public static IReadOnlyList<string> ControlGroupsOf(int process) => Directory.Exists("/sys/fs/cgroup")
        ? [.. Directory.EnumerateDirectories("/sys/fs/cgroup", $"aquatope-{process}", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })]
        : [];

    private async Task ListenAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _errors.Writer.TryWrite(line);
        }

        _errors.Writer.Complete();
    }
}
