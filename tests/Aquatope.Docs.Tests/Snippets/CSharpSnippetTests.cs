using Aquatope.Integration.Tests;

namespace Aquatope.Docs.Tests;

/// <summary>C# of the documentation compiles without a warning, and its programs run.</summary>
public sealed class CSharpSnippetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-docs-").FullName;

    // The README's program stands without its usings; that of the integration tests is the same with them.
    public static TheoryData<string> Snippets => [.. Snippet.Of("csharp").Where(snippet => snippet.Page != "README.md").Select(snippet => snippet.ToString())];

    public static TheoryData<string> Programs => [.. Snippet.Of("csharp")
        .Where(snippet => snippet.Page != "README.md" && SnippetCompiler.IsProgram(snippet))
        .Select(snippet => snippet.ToString())];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Snippet_AsItStands_CompilesWithoutAWarning(string snippet) =>
        Assert.Empty(SnippetCompiler.ProblemsOf(SnippetCompiler.Compile(Snippet.Find(snippet), "snippet")));

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Program_AsItStands_RunsAndSaysWhatThePageSays(string name)
    {
        Snippet snippet = Snippet.Find(name);
        using var program = new SnippetProgram(snippet);
        using var process = new ProgramProcess(SnippetProgram.Host, _folder, program.Assembly);
        if (snippet.Output.Length == 0)
        {
            await process.HearAsync("Application started");
            await process.PressControlCAsync();
        }

        (int exitCode, string output, string error) = await process.EndAsync();
        Assert.True(exitCode == 0, error);
        Assert.Equal(snippet.Output, output.ReplaceLineEndings("\n"));
        Assert.Empty(ProgramProcess.RunningIn(_folder));
    }
}
