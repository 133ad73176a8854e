using System.Text.RegularExpressions;

namespace Aquatope.Cli.Tests;

/// <summary>Runs the command in this process, with the console's two outputs captured.</summary>
internal static partial class CapturedConsole
{
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        TextWriter output = Console.Out;
        TextWriter error = Console.Error;
        using var capturedOutput = new StringWriter();
        using var capturedError = new StringWriter();
        Console.SetOut(capturedOutput);
        Console.SetError(capturedError);
        try
        {
            int exitCode = await CommandLine.RunAsync(args);

            // Whether there is anything to tell of progress depends on how fast the machine is.
            return (exitCode, capturedOutput.ToString(), ProgressLine().Replace(capturedError.ToString(), ""));
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    [GeneratedRegex(@"^[^\n]*: \d+ of \d+ done, (for|about) [^\n]*\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ProgressLine();
}

/// <summary>Tests that capture the console run one after another: there is only one console.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneConsole
{
    public const string Name = "console";
}
