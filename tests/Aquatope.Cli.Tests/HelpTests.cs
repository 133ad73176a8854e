namespace Aquatope.Cli.Tests;

[Collection(OneConsole.Name)]
public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. CommandLine.Create().Root.Subcommands.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task RunAsync_HelpOfACommand_EndsWithAnExampleAndTheExitCodes(string command)
    {
        (int exitCode, string output, string error) = await CapturedConsole.RunAsync(command, "--help");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches($@"Example:\s+.*aquatope {command}( .*)?\s+Exit codes:", output);
        Assert.Contains("2    wrong use", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Create_EveryCommand_HasJson(string command) =>
        Assert.Contains(CommandLine.Create().Root.Subcommands.Single(candidate => candidate.Name == command).Options, option => option.Name == "--json");

    [Theory]
    [MemberData(nameof(Commands))]
    public void Create_EveryOption_SaysWhatItDoes(string command) =>
        Assert.All(CommandLine.Create().Root.Subcommands.Single(candidate => candidate.Name == command).Options, option => Assert.False(string.IsNullOrWhiteSpace(option.Description), option.Name));
}
