using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>Runs the user's command: a process for each execution, with the configuration on standard input.</summary>
internal sealed class Evaluator(SpaceFile space, string command, TimeSpan timeout, TimeProvider timeProvider)
{
    private const int MostErrorCharacters = 300;

    /// <summary>Runs the command once.</summary>
    /// <param name="number">The number of the execution, from 1 on; the command finds it in AQUATOPE_EXECUTION.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="cancellationToken">Ends the process and all that it started.</param>
    /// <returns>What it printed, or why it failed.</returns>
    /// <exception cref="UsageException">There is no shell to run it.</exception>
    public async Task<(string Output, string? Failure)> RunAsync(int number, Configuration configuration, CancellationToken cancellationToken)
    {
        using Process process = Start(number);
        try
        {
            using var limit = new CancellationTokenSource(timeout, timeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            Task<string> output = process.StandardOutput.ReadToEndAsync(either.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(either.Token);
            await WriteAsync(process, OptimizeOutput.Configuration(space.Problem.Space, configuration));
            try
            {
                await process.WaitForExitAsync(either.Token);
                string printed = await output;
                string said = LastLine(await errors);
                return (printed, process.ExitCode == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"exit code {process.ExitCode}{said}"));
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return (string.Empty, string.Create(CultureInfo.InvariantCulture, $"not done within {timeout.TotalSeconds:0.###} s"));
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string LastLine(string errors)
    {
        string last = errors.TrimEnd();
        last = last[(last.LastIndexOf('\n') + 1)..].Trim();
        return last.Length == 0 ? string.Empty : $": {(last.Length > MostErrorCharacters ? last[..MostErrorCharacters] : last)}";
    }

    private static async Task WriteAsync(Process process, string configuration)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(configuration);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A command need not read what it is given: how it ends tells the rest.
        }
    }

    private Process Start(int number)
    {
        bool windows = OperatingSystem.IsWindows();
        var start = new ProcessStartInfo(windows ? "cmd.exe" : "/bin/sh", windows ? ["/c", command] : ["-c", command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        start.Environment["AQUATOPE_EXECUTION"] = number.ToString(CultureInfo.InvariantCulture);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new UsageException($"--evaluate: no shell can be started: {exception.Message}");
        }
    }
}
