using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Aquatope.Tests.NodeJs;

/// <summary>A program of Node.js as a process of its own, and what it has said.</summary>
internal sealed class NodeProcess : IDisposable
{
    public const string Missing = "Node.js and npm are not on the PATH, so that what these tests run on them cannot run.";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly Lazy<bool> Found = new(() => Exists("node") && Exists("npm"));
    private readonly Process _process;
    private readonly string _command;
    private readonly StringBuilder _said = new();
    private TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeProcess(string folder, string program, params IEnumerable<string> args)
    {
        ProcessStartInfo start = Command(program, args);
        start.WorkingDirectory = folder;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _command = $"{program} {string.Join(' ', args)}";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static bool IsInstalled => Found.Value;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts a script that runs until its standard input ends.</summary>
    public static NodeProcess Start(string folder, params IEnumerable<string> args) => new(folder, "node", args);

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed or did not end; the message has what it said.</exception>
    public static async Task RunAsync(string folder, string program, params IEnumerable<string> args)
    {
        using var process = new NodeProcess(folder, program, args);
        await process.EndAsync();
    }

    /// <summary>Runs a script to its end.</summary>
    /// <param name="folder">The script's folder.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="script">The script.</param>
    /// <returns>What it said.</returns>
    /// <exception cref="InvalidOperationException">It failed or did not end; the message has what it said.</exception>
    public static async Task<string> AskAsync(string folder, string input, string script)
    {
        using NodeProcess process = Start(folder, script);
        await process._process.StandardInput.WriteAsync(input);
        await process.EndAsync();
        return process.Said().Trim();
    }

    /// <summary>Waits for a line of what the program says.</summary>
    /// <param name="wanted">Tells the line.</param>
    /// <returns>The line.</returns>
    /// <exception cref="InvalidOperationException">The program ended, or did not say it in time.</exception>
    public async Task<string> HearAsync(Func<string, bool> wanted)
    {
        Task ended = _process.WaitForExitAsync(Cancellation);
        while (true)
        {
            Task changed;
            lock (_said)
            {
                if (_said.ToString().Split(Environment.NewLine).FirstOrDefault(wanted) is { } line)
                {
                    return line;
                }

                changed = _heard.Task;
            }

            if (ended.IsCompleted || await Task.WhenAny(changed, ended).WaitAsync(Patience, Cancellation) == ended)
            {
                throw new InvalidOperationException($"'{_command}' ended without saying what was waited for. It said:\n{Said()}");
            }
        }
    }

    /// <summary>Ends the script's standard input and waits until it has stopped of itself.</summary>
    public async Task EndAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"'{_command}' did not end within {Patience}. It said:\n{Said()}");
        }

        if (_process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{_command}' failed with exit code {_process.ExitCode}. It said:\n{Said()}");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static bool Exists(string program)
    {
        try
        {
            ProcessStartInfo start = Command(program, ["--version"]);
            start.RedirectStandardOutput = true;
            start.RedirectStandardError = true;
            using Process process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    // On Windows npm is a script of the shell.
    private static ProcessStartInfo Command(string program, IEnumerable<string> args) => OperatingSystem.IsWindows()
        ? new ProcessStartInfo("cmd", ["/c", program, .. args])
        : new ProcessStartInfo(program, args);

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
        {
            _said.AppendLine(line.Data);
            _heard.TrySetResult();
            _heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private string Said()
    {
        lock (_said)
        {
            return _said.ToString();
        }
    }
}
