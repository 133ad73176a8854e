using System.Globalization;
using System.Text.Json;

namespace Aquatope.Cli.Tests.Optimize;

/// <summary>The command as a user types it, with shell scripts to tune.</summary>
[Collection(OneConsole.Name)]
public sealed class OptimizeCommandTests : IDisposable
{
    // Two stages one after the other: each takes 1 / cpu seconds and costs cpu^2 a second. At most 2 s for both: 1 vCPU each.
    private const string TwoStages = """
        {"knobs": [{"name": "a.cpu", "stage": "a", "min": 0.25, "max": 4, "scale": "log"},
                   {"name": "b.cpu", "stage": "b", "min": 0.25, "max": 4, "scale": "log"}],
         "objective": {"minimize": "cost", "subjectTo": {"latency": {"atMost": 2.0, "percentile": 50}}}}
        """;

    private const string TwoStagesScript = """
        echo run >> runs.txt
        sed 's/[^0-9.,]//g; s/^[.]//; s/,[.]*/ /' | awk '{ a = $1; b = $2;
          printf "{\"cost\": %.6f, \"latency\": %.6f, \"stages\": {\"a\": {\"start\": 0, \"latency\": %.6f, \"cost\": %.6f}, \"b\": {\"start\": %.6f, \"latency\": %.6f, \"cost\": %.6f}}}\n", a + b, 1/a + 1/b, 1/a, a, 1/a, 1/b, b }'
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-optimize-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("workflow", 16, 1.05)]
    [InlineData("black-box", 30, 1.10)]
    public async Task Optimize_TwoStagesInARow_EndsNearTheOptimum(string strategy, int budget, double within)
    {
        await WriteAsync(TwoStages, TwoStagesScript);

        (int exitCode, string output, string error) = await RunAsync("--budget", $"{budget}", "--strategy", strategy, "--json");

        Assert.Equal((0, string.Empty), (exitCode, error));
        JsonElement[] lines = Lines(output);
        JsonElement last = lines[^1];
        double a = last.GetProperty("best").GetProperty("a.cpu").GetDouble();
        double b = last.GetProperty("best").GetProperty("b.cpu").GetDouble();
        Assert.True((1 / a) + (1 / b) <= 2, output);
        Assert.InRange(a + b, 2, 2 * within);
        Assert.InRange(last.GetProperty("predicted").GetProperty("cost").GetDouble(), (a + b) * 0.9, (a + b) * 1.1);
        Assert.InRange(last.GetProperty("feasibleProbability").GetDouble(), 0.95, 1);
        Assert.Equal(lines.Length - 1, last.GetProperty("executions").GetInt32());
        Assert.Equal(lines.Length - 1, Runs());
        Assert.Equal(Enumerable.Range(1, lines.Length - 1), lines[..^1].Select(line => line.GetProperty("execution").GetInt32()));
    }

    [Fact]
    public async Task Optimize_SameStateAgain_GoesOnWithoutRepeatingAnExecution()
    {
        await WriteAsync(TwoStages, TwoStagesScript);
        (_, string whole, _) = await RunAsync("--budget", "12", "--json");
        await RunAsync("--budget", "4", "--state", InFolder("state"), "--json");
        int before = Runs();

        (int exitCode, string rest, _) = await RunAsync("--budget", "12", "--state", InFolder("state"), "--json");

        Assert.Equal((0, before + 8), (exitCode, Runs()));
        Assert.Equal(Lines(whole)[^1].GetRawText(), Lines(rest)[^1].GetRawText());
        Assert.Equal(Enumerable.Range(5, 8), Lines(rest)[..^1].Select(line => line.GetProperty("execution").GetInt32()));
    }

    [Fact]
    public async Task Optimize_KilledInTheMiddle_CountsWhatWasLostAndGoesOn()
    {
        await WriteAsync(TwoStages, TwoStagesScript);
        await RunAsync("--budget", "4", "--state", InFolder("state"), "--json");
        string[] lines = await File.ReadAllLinesAsync(InFolder("state"), Cancellation);

        // The last execution has no end, and a line was being written.
        await File.WriteAllTextAsync(InFolder("state"), string.Join('\n', lines[..^1]) + "\n{\"ended\":4,\"outp", Cancellation);
        (int exitCode, string output, _) = await RunAsync("--budget", "6", "--state", InFolder("state"), "--json");

        Assert.Equal((0, 6), (exitCode, Runs()));
        Assert.Equal(6, Lines(output)[^1].GetProperty("executions").GetInt32());
    }

    [Fact]
    public async Task Optimize_LittleMemoryFails_TakesTheLeastThatDoesNot()
    {
        await WriteAsync(
            """{"knobs": [{"name": "s.memoryMiB", "stage": "s", "choices": [128, 256, 512, 1024, 2048]}], "objective": {"subjectTo": {"latency": {"atMost": 2}}}}""",
            """
            m=$(sed 's/[^0-9]//g')
            if [ "$m" -lt 500 ]; then echo '{"failed": "out of memory", "stage": "s"}'; else echo "{\"cost\": $m, \"latency\": 1, \"stages\": {\"s\": {\"latency\": 1, \"cost\": $m}}}"; fi
            """);

        (int exitCode, string output, _) = await RunAsync("--budget", "8", "--batch", "1", "--json");

        Assert.Equal(0, exitCode);
        Assert.Equal(512, Lines(output)[^1].GetProperty("best").GetProperty("s.memoryMiB").GetDouble());
        Assert.Contains(Lines(output), line => line.TryGetProperty("failed", out JsonElement why) && why.GetString() == "out of memory");
    }

    [Theory]
    [InlineData("exit 3", "exit code 3")]
    [InlineData("echo broken >&2; exit 1", "exit code 1: broken")]
    [InlineData("echo '{\"failed\": \"too hot\"}'; exit 4", "too hot")]
    [InlineData("echo '{\"cost\": 1, \"latency\": 1}'; exit 5", "exit code 5")]
    [InlineData("echo hello", "it printed no JSON object")]
    [InlineData("echo '{\"latency\": 1}'", "it printed no 'cost'")]
    [InlineData("echo '{\"cost\": -1, \"latency\": 1}'", "the 'cost' of it is not a number of at least zero")]
    [InlineData("sleep 60", "not done within 0.2 s")]
    public async Task Optimize_EveryExecutionFails_SaysWhyAndExitsWithOne(string script, string reason)
    {
        await WriteAsync(TwoStages, script);

        (int exitCode, string output, string error) = await RunAsync("--budget", "2", "--timeout", reason.StartsWith("not done", StringComparison.Ordinal) ? "0.2" : "60", "--json");

        Assert.Equal(1, exitCode);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.All(Lines(output)[..^1], line => Assert.Equal(reason, line.GetProperty("failed").GetString()));
        Assert.InRange(Lines(output)[^1].GetProperty("feasibleProbability").GetDouble(), 0, 0.5);
    }

    [Theory]
    [InlineData("{", "no JSON")]
    [InlineData("[]", "must be an object")]
    [InlineData("{}", "'knobs'")]
    [InlineData("""{"knobs": []}""", "no knob")]
    [InlineData("""{"knobs": [{"min": 1, "max": 2}]}""", "no 'name'")]
    [InlineData("""{"knobs": [{"name": "x", "min": 1}]}""", "needs 'min' and 'max'")]
    [InlineData("""{"knobs": [{"name": "x", "min": 3, "max": 2}]}""", "from 3 to 2")]
    [InlineData("""{"knobs": [{"name": "x", "min": 0, "max": 2, "scale": "log"}]}""", "positive")]
    [InlineData("""{"knobs": [{"name": "x", "choices": []}]}""", "no value")]
    [InlineData("""{"knobs": [{"name": "x", "choices": ["a"]}]}""", "must be a number")]
    [InlineData("""{"knobs": [{"name": "x", "choices": [1], "max": 2}]}""", "both")]
    [InlineData("""{"knobs": [{"name": "x", "min": 0.5, "max": 2, "integer": true}]}""", "integers")]
    [InlineData("""{"knobs": [{"name": "x", "min": 1, "max": 2, "step": 1}]}""", "'step'")]
    [InlineData("""{"knobs": [{"name": "x", "min": 1, "max": 2}, {"name": "x", "min": 1, "max": 2}]}""", "'x'")]
    [InlineData("""{"knobs": [{"name": "x", "min": 1, "max": 2}], "objective": {"subjectTo": {"latency": {}}}}""", "'atMost'")]
    [InlineData("""{"knobs": [{"name": "x", "min": 1, "max": 2}], "objective": {"subjectTo": {"latency": {"atMost": 1, "percentile": 100}}}}""", "'percentile'")]
    [InlineData("""{"knobs": [{"name": "x", "min": 1, "max": 2}], "objective": {"subjectTo": {"a": {"atMost": 1}, "b": {"atMost": 1}}}}""", "2 measures")]
    [InlineData("""{"knobs": [{"name": "x", "min": 1, "max": 2}], "baseline": {"x": 3}}""", "not allowed")]
    public async Task Optimize_WrongSpace_NamesTheCause(string space, string cause)
    {
        await WriteAsync(space, TwoStagesScript);
        AssertRefused(cause, await RunAsync());
        Assert.Equal(0, Runs());
    }

    [Theory]
    [InlineData("--budget", "0")]
    [InlineData("--batch", "-1")]
    [InlineData("--timeout", "0")]
    [InlineData("--strategy", "guess")]
    [InlineData("--state", "missing/folder/state")]
    public async Task Optimize_WrongOption_NamesIt(string option, string value)
    {
        await WriteAsync(TwoStages, TwoStagesScript);
        AssertRefused(option, await RunAsync(option, value));
    }

    [Fact]
    public async Task Optimize_StateOfAnotherSpaceOrDamaged_IsRefusedAndLeftAlone()
    {
        await WriteAsync(TwoStages, TwoStagesScript);
        await RunAsync("--budget", "2", "--state", InFolder("state"));
        string kept = await File.ReadAllTextAsync(InFolder("state"), Cancellation);

        await WriteAsync(TwoStages.Replace("\"max\": 4", "\"max\": 8", StringComparison.Ordinal), TwoStagesScript);
        AssertRefused("other knobs", await RunAsync("--budget", "4", "--state", InFolder("state")));
        Assert.Equal(kept, await File.ReadAllTextAsync(InFolder("state"), Cancellation));

        await WriteAsync(TwoStages, TwoStagesScript);
        string damaged = kept.Replace("\"began\":2", "\"began\":7", StringComparison.Ordinal);
        await File.WriteAllTextAsync(InFolder("state"), damaged, Cancellation);
        AssertRefused("line 3", await RunAsync("--budget", "4", "--state", InFolder("state")));
        Assert.Equal(damaged, await File.ReadAllTextAsync(InFolder("state"), Cancellation));
    }

    private static void AssertRefused(string cause, (int ExitCode, string Output, string Error) result)
    {
        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(cause, Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private static JsonElement[] Lines(string output) => [.. output.TrimEnd().Split('\n').Select(line => JsonElement.Parse(line))];

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);

    private int Runs() => File.Exists(InFolder("runs.txt")) ? File.ReadAllLines(InFolder("runs.txt")).Length : 0;

    private async Task WriteAsync(string space, string script)
    {
        File.Delete(InFolder("runs.txt"));
        await File.WriteAllTextAsync(InFolder("space.json"), space, Cancellation);
        await File.WriteAllTextAsync(InFolder("script.sh"), script, Cancellation);
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args) => CapturedConsole.RunAsync(
        ["optimize", "--space", InFolder("space.json"), "--evaluate", string.Create(CultureInfo.InvariantCulture, $"cd '{_folder.FullName}' && sh script.sh"), .. args]);
}
