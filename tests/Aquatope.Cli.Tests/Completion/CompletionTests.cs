using System.Globalization;
using System.Text.Json.Nodes;

namespace Aquatope.Cli.Tests.Completion;

[Collection(OneConsole.Name)]
public sealed class CompletionTests
{
    [Theory]
    [InlineData("aquatope do", "doctor")]
    [InlineData("aquatope run --ob", "--objective")]
    [InlineData("aquatope run ch", "chain")]
    [InlineData("aquatope hub --durability f", "full")]
    [InlineData("aquatope hub --durability=f", "full")]
    [InlineData("aquatope hub --durability=", "full")]
    [InlineData("aquatope reproduce sm", "smape")]
    [InlineData("aquatope completion zs", "zsh")]
    public async Task Directive_WithAnUnfinishedCommand_SuggestsWhatCompletesIt(string line, string completed)
    {
        (int exitCode, string output, string error) = await CapturedConsole.RunAsync($"[suggest:{line.Length.ToString(CultureInfo.InvariantCulture)}]", line);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains(completed, output.Split(Environment.NewLine));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task RunAsync_WithJson_IsTheSameScript(string shell)
    {
        (_, string script, _) = await CapturedConsole.RunAsync("completion", shell);
        (int exitCode, string document, _) = await CapturedConsole.RunAsync("completion", shell, "--json");

        Assert.Equal(0, exitCode);
        Assert.Equal(script, JsonNode.Parse(document)!["script"]!.GetValue<string>());
        Assert.Contains("[suggest:", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WithAnotherShell_IsRefused()
    {
        (int exitCode, string output, string error) = await CapturedConsole.RunAsync("completion", "tcsh");

        Assert.Equal(CommandLine.WrongUse, exitCode);
        Assert.Empty(output);
        Assert.Contains("'tcsh'", error, StringComparison.Ordinal);
    }
}
