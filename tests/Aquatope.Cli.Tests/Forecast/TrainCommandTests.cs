using System.Globalization;
using System.Text.Json;

namespace Aquatope.Cli.Tests.Forecast;

/// <summary>The command as a user types it.</summary>
[Collection(OneConsole.Name)]
public sealed class TrainCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-train-");

    private string Counts => Path.Combine(_folder.FullName, "counts.csv");

    private string Model => Path.Combine(_folder.FullName, "wave.model");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Train_OneSeries_MakesAModelThatForecastUses()
    {
        WriteWaves(("wave", 300, 20));
        (int exitCode, string output, string error) = await TrainAsync("--model", "lstm", "--train-days", "0.15", "--json");

        Assert.Equal((0, string.Empty), (exitCode, error));
        JsonElement file = Assert.Single(JsonElement.Parse(output).GetProperty("files").EnumerateArray());
        Assert.Equal((Model, 216, 60), (file.GetProperty("file").GetString(), file.GetProperty("trainBins").GetInt32(), file.GetProperty("binSeconds").GetDouble()));

        (exitCode, output, _) = await CapturedConsole.RunAsync("forecast", "--counts", Counts, "--model-file", Model, "--train-days", "0.15", "--json");
        Assert.Equal(0, exitCode);
        JsonElement models = JsonElement.Parse(output).GetProperty("series")[0].GetProperty("models");
        JsonProperty scored = Assert.Single(models.EnumerateObject());
        Assert.Equal("lstm:wave.model", scored.Name);
        Assert.False(scored.Value.TryGetProperty("fallback", out _));

        // What learned anew from the same bins with the same seed says the same.
        (_, output, _) = await CapturedConsole.RunAsync("forecast", "--counts", Counts, "--models", "lstm", "--train-days", "0.15", "--json");
        JsonElement anew = JsonElement.Parse(output).GetProperty("series")[0].GetProperty("models").GetProperty("lstm");
        Assert.Equal(anew.GetProperty("crps").GetDouble(), scored.Value.GetProperty("crps").GetDouble());
    }

    [Fact]
    public async Task Train_SeveralSeries_GivesEachItsFileAndSaysWhichCannot()
    {
        WriteWaves(("a", 220, 20), ("b", 220, 30), ("silent", 220, 0));
        (int exitCode, string output, string error) = await TrainAsync("--model", "lstm");

        Assert.Equal(0, exitCode);
        Assert.Equal(2, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "wave-a.model")));
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "wave-b.model")));
        Assert.Contains("'silent' gets no model", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--model", "arima", "there is no 'arima'")]
    [InlineData("--model", "lstm --global", "only hbnn")]
    [InlineData("--train-days", "0", "--train-days")]
    [InlineData("--format", "xml", "--format")]
    [InlineData("--out", "/nowhere/at/all.model", "no place for a file")]
    public async Task Train_WrongUse_IsOneClearLineAndExitCode2(string option, string value, string said)
    {
        WriteWaves(("wave", 220, 20));
        (int exitCode, string output, string error) = await CapturedConsole.RunAsync(["train", "--counts", Counts, option, .. value.Split(' ')]);

        Assert.Equal((2, string.Empty), (exitCode, output));
        Assert.Contains(said, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--model", "lstm")]
    [InlineData("--model", "hbnn", "--global")]
    public async Task Train_NothingToLearnFrom_SaysSoAndLeavesTheFile(params string[] args)
    {
        WriteWaves(("short", 20, 20));
        await File.WriteAllTextAsync(Model, "what was there", TestContext.Current.CancellationToken);
        (int exitCode, _, string error) = await TrainAsync(args);

        Assert.Equal(2, exitCode);
        Assert.Contains("--counts", error, StringComparison.Ordinal);
        Assert.Equal("what was there", await File.ReadAllTextAsync(Model, TestContext.Current.CancellationToken));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forecast_DamagedModelFile_IsOneClearLineAndExitCode2()
    {
        WriteWaves(("wave", 220, 20));
        await File.WriteAllTextAsync(Model, "no model", TestContext.Current.CancellationToken);
        (int exitCode, string output, string error) = await CapturedConsole.RunAsync("forecast", "--counts", Counts, "--model-file", Model);

        Assert.Equal((2, string.Empty), (exitCode, output));
        Assert.Contains("--model-file", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    // Counts that rise and fall every half hour.
    private void WriteWaves(params (string Name, int Bins, double Height)[] series) => File.WriteAllLines(Counts,
    [
        "series,timestamp,value",
        .. series.SelectMany(one => Enumerable.Range(0, one.Bins).Select(bin => string.Create(
            CultureInfo.InvariantCulture, $"{one.Name},{1_700_000_040 + (60 * bin)},{Math.Round(one.Height * (1 + Math.Sin(bin / 30.0 * Math.Tau)))}"))),
    ]);

    private Task<(int ExitCode, string Output, string Error)> TrainAsync(params string[] args) =>
        CapturedConsole.RunAsync(["train", "--counts", Counts, "--out", Model, .. args]);
}
