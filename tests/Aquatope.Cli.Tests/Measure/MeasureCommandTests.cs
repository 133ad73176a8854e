namespace Aquatope.Cli.Tests.Measure;

[Collection(OneConsole.Name)]
public sealed class MeasureCommandTests
{
    [Theory]
    [InlineData("say --out FILE or --json", "measure", "chain")]
    [InlineData("There is no workflow 'chains'", "measure", "chains", "--json")]
    [InlineData("--executions: expected a number from 2 to 1000", "measure", "chain", "--json", "--executions", "1")]
    [InlineData("cannot be written", "measure", "chain", "--out", "/")]
    public async Task RunAsync_WrongUse_IsToldInOneLine(string problem, params string[] args)
    {
        (int exitCode, string output, string error) = await CapturedConsole.RunAsync(args);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(problem, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
