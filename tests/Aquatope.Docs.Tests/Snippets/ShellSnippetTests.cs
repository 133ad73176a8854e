using System.CommandLine;
using System.CommandLine.Parsing;
using Aquatope.Cli;

namespace Aquatope.Docs.Tests;

/// <summary>Command lines of the documentation are ones that the command takes.</summary>
public sealed class ShellSnippetTests
{
    private const string InCheckout = "dotnet run -c Release --project src/Aquatope.Cli -- ";
    private const string Sourced = "source <(";
    private static readonly string[] KnownVerbs = ["run", "test", "build", "pack", "format", "tool", "new", "add", "nuget"];

    public static TheoryData<string> Lines => [.. Snippet.Of("sh")
        .SelectMany(snippet => snippet.Code.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        .Select(line => line.Split(" #")[0].Trim())
        .Select(line => line.StartsWith(Sourced, StringComparison.Ordinal) ? line[Sourced.Length..^1] : line)
        .Distinct()];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Line_OfAShell_IsOneThatRuns(string line)
    {
        if (line.StartsWith("aquatope ", StringComparison.Ordinal) || line.StartsWith(InCheckout, StringComparison.Ordinal))
        {
            string arguments = line.StartsWith(InCheckout, StringComparison.Ordinal) ? line[InCheckout.Length..] : line["aquatope ".Length..];
            ParseResult parsed = CommandLine.Create().Root.Parse([.. CommandLineParser.SplitCommandLine(arguments)]);

            Assert.Empty(parsed.Errors.Select(error => error.Message));
            return;
        }

        string[] words = [.. CommandLineParser.SplitCommandLine(line)];
        Assert.Contains(words[0], (string[])["dotnet", "cd"]);
        Assert.True(words[0] == "cd" || KnownVerbs.Contains(words[1], StringComparer.Ordinal), line);
        int project = Array.IndexOf(words, "--project");
        Assert.True(project < 0 || Directory.Exists(Path.Combine(Repository.Root, words[project + 1])), line);
    }
}
