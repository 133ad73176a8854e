namespace Aquatope.Cli.Tests.Completion;

/// <summary>The completion scripts in the shells that they are for.</summary>
[Collection(OneConsole.Name)]
public sealed class InteractiveShellTests
{
    private const string OwnFile = "orders.db";

    public static TheoryData<string, string, string> Lines { get; } = Make();

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task CompleteAsync_InARealShell_CompletesTheLastWord(string shell, string line, string completed)
    {
        var real = new InteractiveShell(shell);
        real.SkipUnlessThere();
        (_, string script, _) = await CapturedConsole.RunAsync("completion", shell);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aquatope-completion-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, OwnFile), string.Empty, TestContext.Current.CancellationToken);

            string[] found = await real.CompleteAsync(line, script, folder.FullName);

            Assert.Equal([completed], found.Select(text => Path.GetFileName(text.TrimEnd('/', '\\'))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static TheoryData<string, string, string> Make()
    {
        var data = new TheoryData<string, string, string>();
        foreach (string shell in CompletionScripts.Shells)
        {
            data.Add(shell, "aquatope do", "doctor");
            data.Add(shell, "aquatope simulate --sc", "--scenario");
            data.Add(shell, "aquatope run ch", "chain");
            data.Add(shell, "aquatope hub --durability f", "full");
            data.Add(shell, "aquatope hub --durability full --js", "--json");
            data.Add(shell, "aquatope hub --durability=f", "--durability=full");
            data.Add(shell, "aquatope hub --database ord", OwnFile);
        }

        return data;
    }
}
