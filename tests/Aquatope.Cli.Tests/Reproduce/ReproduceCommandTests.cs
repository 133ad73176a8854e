using System.Text.Json;
using System.Xml.Linq;

namespace Aquatope.Cli.Tests.Reproduce;

[Collection(OneConsole.Name)]
public sealed class ReproduceCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-reproduce-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Out => Path.Combine(_folder.FullName, "results");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Reproduce_Convergence_KeepsNumbersDrawingsAndAPage()
    {
        (int exitCode, string output, _) = await ConvergenceAsync();

        Assert.Equal(0, exitCode);
        JsonElement figure = Assert.Single(JsonDocument.Parse(output).RootElement.EnumerateArray());
        Assert.Equal(["random", "sobol"], figure.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("strategy").GetString()));
        Assert.All(figure.GetProperty("rows").EnumerateArray(), row => Assert.Equal(8, row.GetProperty("executionsMean").GetDouble()));
        Assert.Equal("aquatope reproduce convergence --quick --problems wf_chain3 --strategies random,sobol --budget 8 --seeds 2 --seed 7", figure.GetProperty("command").GetString());
        Assert.Equal(3, (await File.ReadAllLinesAsync(Path.Combine(Out, "convergence.csv"), Cancellation)).Length);
        string drawing = await File.ReadAllTextAsync(Path.Combine(Out, "convergence-wf_chain3.svg"), Cancellation);
        Assert.Equal("svg", XDocument.Parse(drawing).Root!.Name.LocalName);
        Assert.Contains("sobol", drawing, StringComparison.Ordinal);
        string page = await File.ReadAllTextAsync(Path.Combine(Out, "index.html"), Cancellation);
        Assert.Contains("--seeds 2 --seed 7", page, StringComparison.Ordinal);
        Assert.Contains("convergence-wf_chain3.svg", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reproduce_SameSeed_GivesTheSameNumbersAndDrawings()
    {
        (_, string first, _) = await ConvergenceAsync();
        string drawing = await File.ReadAllTextAsync(Path.Combine(Out, "convergence-wf_chain3.svg"), Cancellation);
        Assert.Equal(first, (await ConvergenceAsync()).Output);
        Assert.Equal(drawing, await File.ReadAllTextAsync(Path.Combine(Out, "convergence-wf_chain3.svg"), Cancellation));
    }

    [Fact]
    public async Task Reproduce_AnotherFigure_JoinsThePage()
    {
        await ConvergenceAsync();
        (int exitCode, string output, _) = await RunAsync("noise", "--quick", "--problems", "wf_chain3", "--strategies", "random", "--budget", "8", "--seeds", "2");

        Assert.Equal(0, exitCode);
        Assert.Contains("outliers 20", output, StringComparison.Ordinal);
        string page = await File.ReadAllTextAsync(Path.Combine(Out, "index.html"), Cancellation);
        Assert.Contains("id=\"convergence\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"noise\"", page, StringComparison.Ordinal);
        Assert.Equal(5, (await File.ReadAllLinesAsync(Path.Combine(Out, "noise.csv"), Cancellation)).Length);
    }

    [Fact]
    public async Task Reproduce_Retraining_CountsTrialsOfBoth()
    {
        (int exitCode, string output, _) = await RunAsync("retraining", "--quick", "--seeds", "1", "--json");

        Assert.Equal(0, exitCode);
        JsonElement[] rows = [.. JsonDocument.Parse(output).RootElement[0].GetProperty("rows").EnumerateArray()];
        Assert.Equal([1, 1, 1, 5, 5, 5], rows.Select(row => row.GetProperty("executionsPerTrial").GetInt32()));
        Assert.All(rows, row => Assert.InRange(row.GetProperty("adaptedMedian").GetDouble(), 0, 24));
        Assert.True(rows.Sum(row => row.GetProperty("adaptedMean").GetDouble()) < rows.Sum(row => row.GetProperty("restartedMean").GetDouble()));
    }

    [Theory]
    [InlineData("figure", "convergenz")]
    [InlineData("--problems", "convergence", "--problems", "wf_chain4")]
    [InlineData("--strategies", "convergence", "--strategies", "gradient")]
    [InlineData("--budget", "convergence", "--budget", "2")]
    [InlineData("--seeds", "convergence", "--seeds", "0")]
    [InlineData("--problems", "noise", "--problems", "slapp-chain")]
    [InlineData("--problems", "smape", "--problems", "slapp-chain")]
    [InlineData("--strategies", "coldstarts", "--strategies", "random")]
    [InlineData("--seeds", "coldstarts", "--seeds", "3")]
    [InlineData("--budget", "fluctuation", "--budget", "30")]
    [InlineData("--strategies", "all", "--strategies", "random")]
    [InlineData("--problems", "endtoend", "--problems", "wf_chain3")]
    public async Task Reproduce_WhatThereIsNot_IsOneLineAndExitCode2(string said, params string[] args)
    {
        (int exitCode, string output, string error) = await RunAsync(args);
        Assert.Equal((2, string.Empty), (exitCode, output));
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.Equal(1, error.AsSpan().Count('\n'));
    }

    [Fact]
    public async Task Reproduce_FolderIsAFile_IsOneLineAndExitCode2()
    {
        await File.WriteAllTextAsync(Out, "mine", Cancellation);
        (int exitCode, _, string error) = await ConvergenceAsync();
        Assert.Equal(2, exitCode);
        Assert.Contains("--out", error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Out, Cancellation));
    }

    [Fact]
    public async Task Reproduce_AnotherFileOfThatName_IsRefused()
    {
        Directory.CreateDirectory(Out);
        await File.WriteAllTextAsync(Path.Combine(Out, "noise.json"), "{", Cancellation);
        (int exitCode, _, string error) = await ConvergenceAsync();
        Assert.Equal(2, exitCode);
        Assert.Contains("noise.json", error, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output, string Error)> ConvergenceAsync() => RunAsync(
        "convergence", "--quick", "--problems", "wf_chain3", "--strategies", "random,sobol", "--budget", "8", "--seeds", "2", "--seed", "7", "--json");

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args) => CapturedConsole.RunAsync(["reproduce", .. args, "--out", Out]);
}
