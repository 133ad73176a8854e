using System.Diagnostics;
using System.Text;

namespace Aquatope.Cli.Tests.Completion;

/// <summary>A real shell with the completion script in it, that is asked to complete a line: as if somebody pressed the Tab key, or by the command that the shell has for it.</summary>
/// <param name="Name">The shell: its program, and what its completion script is called.</param>
internal sealed record InteractiveShell(string Name)
{
    private const string Mark = "COMPLETED:";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Skips the test where the shell is missing.</summary>
    public void SkipUnlessThere()
    {
        Assert.SkipUnless(IsOnPath(Name), $"There is no {Name} on the PATH, so that its completion cannot be tried.");
        Assert.SkipUnless(!NeedsTerminal || (OperatingSystem.IsLinux() && IsOnPath("script")), $"Only util-linux's 'script' gives {Name} a terminal, and it is not there.");
    }

    /// <summary>Returns what the last word of a line is completed to.</summary>
    /// <param name="line">The line, with the cursor at its end.</param>
    /// <param name="script">The completion script.</param>
    /// <param name="folder">The current directory; it holds nothing but files to complete.</param>
    public async Task<string[]> CompleteAsync(string line, string script, string folder)
    {
        DirectoryInfo settings = Directory.CreateTempSubdirectory("aquatope-shell-");
        try
        {
            string rc = Path.Combine(settings.FullName, Name == "zsh" ? ".zshrc" : "settings");
            await File.WriteAllTextAsync(rc, $"{Preparation}\n{script}\n", Cancellation);
            string said = await RunAsync(Start(line, rc, folder), NeedsTerminal ? $"{line}\t\u0001echo {Mark} \nexit\n" : string.Empty);
            return NeedsTerminal ? [LastWordOf(said)] : [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(found => found.Split('\t')[0])];
        }
        finally
        {
            settings.Delete(recursive: true);
        }
    }

    private bool NeedsTerminal => Name is "bash" or "zsh";

    private string Preparation => Name switch
    {
        "bash" => "PS1=; bind 'set enable-bracketed-paste off'",
        "zsh" => "PS1=; unset zle_bracketed_paste; bindkey -e; autoload -Uz compinit; compinit -u -D",
        _ => string.Empty,
    };

    private ProcessStartInfo Start(string line, string rc, string folder)
    {
        ProcessStartInfo start = Name switch
        {
            "bash" => new ProcessStartInfo("script", ["-qc", $"bash --noprofile --rcfile '{rc}' -i", "/dev/null"]),
            "zsh" => new ProcessStartInfo("script", ["-qc", "zsh -i", "/dev/null"]),
            "fish" => new ProcessStartInfo("fish", ["--no-config", "-c", $"source '{rc}'; complete --do-complete='{line}'"]),
            _ => new ProcessStartInfo(Name, ["-NoProfile", "-NonInteractive", "-Command", $"Get-Content -Raw '{rc}' | Invoke-Expression; (TabExpansion2 '{line}' {line.Length}).CompletionMatches.CompletionText"]),
        };
        start.WorkingDirectory = folder;
        start.Environment["PATH"] = $"{AppContext.BaseDirectory}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["ZDOTDIR"] = Path.GetDirectoryName(rc);
        start.Environment["TERM"] = "dumb";
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        return start;
    }

    private static async Task<string> RunAsync(ProcessStartInfo start, string typed)
    {
        using var process = Process.Start(start)!;
        try
        {
            await process.StandardInput.WriteAsync(typed);
            await process.StandardInput.FlushAsync(Cancellation);
            return await process.StandardOutput.ReadToEndAsync(Cancellation).WaitAsync(Patience, Cancellation);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    // What was typed is on the terminal as well; only what the command says begins with the mark.
    private static string LastWordOf(string said)
    {
        string[] lines = [.. said.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.StartsWith(Mark, StringComparison.Ordinal))];
        return lines is [string only] ? only.Split(' ')[^1] : throw new InvalidOperationException($"The shell did not say what it has completed, but: {Printable(said)}");
    }

    private static string Printable(string text) => text.Aggregate(new StringBuilder(), (all, character) => all.Append(char.IsControl(character) && character != '\n' ? '·' : character)).ToString();

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program)));
}
