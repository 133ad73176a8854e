using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aquatope.Cli.Tests.Forecast;

/// <summary>The command as a user types it.</summary>
[Collection(OneConsole.Name)]
public sealed class ForecastCommandTests : IDisposable
{
    private static readonly string RealData = Path.Combine(AppContext.BaseDirectory, "Data", "azure2019.csv.gz");

    private const string Baselines = "keep-alive,last-value,seasonal-naive,moving-maximum,gamma-poisson,arima,exponential-smoothing,hybrid-histogram,fft";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-forecast-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Forecast_RealFunctionsAsJson_IsOneDocumentOfTheAgreedForm()
    {
        (int exitCode, string output, string error) = await RunAsync(RealData, "--format", "azure2019", "--train-days", "3", "--models", "last-value,exponential-smoothing", "--json");

        Assert.Equal((0, string.Empty), (exitCode, error));
        JsonElement document = JsonElement.Parse(output);
        Assert.Equal(["series", "median"], document.EnumerateObject().Select(property => property.Name));
        JsonElement[] series = [.. document.GetProperty("series").EnumerateArray()];
        Assert.Equal(["704b0cff", "a4cd3301"], series.Select(one => one.GetProperty("name").GetString()![..8]));
        Assert.All(series, one => Assert.Equal((3 * 1440, 2 * 1440), (one.GetProperty("trainBins").GetInt32(), one.GetProperty("testBins").GetInt32())));
        foreach (JsonElement models in (JsonElement[])[.. series.Select(one => one.GetProperty("models")), document.GetProperty("median")])
        {
            Assert.Equal(["last-value", "exponential-smoothing"], models.EnumerateObject().Select(model => model.Name));
            Assert.All(models.EnumerateObject(), model => AssertScores(model.Value));
        }
    }

    [Fact]
    public async Task Forecast_Again_GivesTheSameButForTheTime()
    {
        string[] args = ["--train-days", "4", "--models", "arima,gamma-poisson,fft,hybrid-histogram", "--quantiles", "0.25,0.8", "--horizon", "2", "--seed", "7", "--json"];
        (_, string first, _) = await RunAsync(RealData, args);
        (_, string second, _) = await RunAsync(RealData, args);
        Assert.Equal(WithoutTimes(first), WithoutTimes(second));
        Assert.Contains("\"0.25\":", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forecast_WithoutJson_ShowsEverySeriesAndMethod()
    {
        (int exitCode, string output, string error) = await RunAsync(RealData, "--models", "last-value,keep-alive");

        Assert.Equal(0, exitCode);
        Assert.Contains("70 %", Assert.Single(Lines(error)), StringComparison.Ordinal);
        Assert.Equal(3, Lines(output).Count(line => line.Contains("last-value", StringComparison.Ordinal)));
        Assert.Contains("Medians over 2 series", output, StringComparison.Ordinal);
        Assert.DoesNotContain('…', output);
    }

    [Fact]
    public async Task Forecast_ByHand_ScoresAsByHand()
    {
        string file = await WriteAsync("series,timestamp,value\na,2026-01-01T00:00:00Z,1\na,2026-01-01T00:05:00Z,4\na,2026-01-01T00:10:00Z,2\na,2026-01-01T00:15:00Z,6\na,2026-01-01T00:20:00Z,0\n");
        (_, string output, _) = await RunAsync(file, "--models", "last-value", "--json");

        // Three bins of five are for training: 2 is forecast for 6, and 6 for 0.
        JsonElement scores = JsonElement.Parse(output).GetProperty("series")[0].GetProperty("models").GetProperty("last-value");
        Assert.Equal((100.0 + 200) / 2, scores.GetProperty("smape").GetDouble(), 9);
        Assert.Equal((50.0 + 100) / 2, scores.GetProperty("smapeSum").GetDouble(), 9);
        Assert.Equal(5 / 2.5, scores.GetProperty("mase").GetDouble(), 9);
        Assert.Equal(5, scores.GetProperty("crps").GetDouble(), 9);
        Assert.Equal(0.5, scores.GetProperty("coverage").GetProperty("0.9").GetDouble(), 9);
    }

    [Fact]
    public async Task Forecast_Out_KeepsTheDocument()
    {
        await File.WriteAllTextAsync(InFolder("kept.json"), new string('x', 10_000), Cancellation);
        (int exitCode, string output, _) = await RunAsync(RealData, "--models", "last-value", "--out", InFolder("kept.json"), "--json");
        Assert.Equal((0, output), (exitCode, await File.ReadAllTextAsync(InFolder("kept.json"), Cancellation)));
    }

    [Theory]
    [InlineData("series,timestamp,value\n{0}")]
    [InlineData("\uFEFFseries,timestamp,value\r\n\r\n{0}\r\n")]
    public async Task Forecast_LongRowsInAnyOrderPlainOrZipped_AreTheSame(string form)
    {
        IEnumerable<string> rows = Enumerable.Range(0, 30).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"a, b\",{1_767_225_600 + (60 * i)},{i % 4}"));
        string text = string.Format(CultureInfo.InvariantCulture, form, string.Join(form.Contains('\r') ? "\r\n" : "\n", rows.Reverse()));
        string plain = await WriteAsync(text);
        string zipped = InFolder("zipped.csv");
        await using (var stream = new GZipStream(File.Create(zipped), CompressionLevel.Fastest))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text), Cancellation);
        }

        (int exitCode, string output, _) = await RunAsync(plain, "--models", "last-value", "--json");
        (_, string again, _) = await RunAsync(zipped, "--models", "last-value", "--json");

        Assert.Equal((0, WithoutTimes(output)), (exitCode, WithoutTimes(again)));
        JsonElement series = JsonElement.Parse(output).GetProperty("series")[0];
        Assert.Equal(("a, b", 21), (series.GetProperty("name").GetString(), series.GetProperty("trainBins").GetInt32()));
    }

    [Fact]
    public async Task Forecast_MissingDays_CountAsZeroAndAreSaid()
    {
        string file = await WriteAsync($"{AzureHeader}\n{AzureRow("f", 3, "5")}\n{AzureRow("f", 1, "5")}\n{AzureRow("f", 6, "5")}\n");
        (int exitCode, string output, string error) = await RunAsync(file, "--train-days", "5", "--models", "last-value", "--json");

        Assert.Equal(0, exitCode);
        Assert.Contains("3 of the days 1 to 6", Assert.Single(Lines(error)), StringComparison.Ordinal);

        // The fifth day is empty and the sixth is not: only its first minute is not foreseen.
        JsonElement series = JsonElement.Parse(output).GetProperty("series")[0];
        Assert.Equal((5 * 1440, 1440), (series.GetProperty("trainBins").GetInt32(), series.GetProperty("testBins").GetInt32()));
        Assert.Equal(200.0 / 1440, series.GetProperty("models").GetProperty("last-value").GetProperty("smape").GetDouble(), 9);
    }

    [Fact]
    public async Task Forecast_MissingBins_CountAsZeroAndAreSaid()
    {
        string file = await WriteAsync("series,timestamp,value\na,60,1\na,120,1\na,180,1\na,600,1\na,660,1\n");
        (int exitCode, string output, string error) = await RunAsync(file, "--models", "last-value", "--json");
        Assert.Equal(0, exitCode);
        Assert.Contains("no row for 6 of its 11 bins of 00:01:00", error, StringComparison.Ordinal);
        Assert.Equal(7, JsonElement.Parse(output).GetProperty("series")[0].GetProperty("trainBins").GetInt32());
    }

    [Fact]
    public async Task Forecast_FewerDaysThanAskedFor_FallsBackToTheShareAndSaysSo()
    {
        (int exitCode, string output, string error) = await RunAsync(RealData, "--train-days", "10", "--models", "last-value", "--json");
        Assert.Equal((0, 2), (exitCode, Lines(error).Length));
        Assert.All(Lines(error), line => Assert.Contains("its first 5040 of 7200 bins", line, StringComparison.Ordinal));
        Assert.Equal(5040, JsonElement.Parse(output).GetProperty("series")[0].GetProperty("trainBins").GetInt32());
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("hour")]
    [InlineData("fractions")]
    [InlineData("lone event")]
    public async Task Forecast_AwkwardSeries_WorksOrSaysWhatStoodIn(string kind)
    {
        Func<int, double> count = kind switch
        {
            "constant" => _ => 7,
            "hour" => i => i % 5,
            "fractions" => i => (i % 5) / 3.0,
            _ => i => i == 20 ? 1 : 0,
        };
        IEnumerable<string> rows = Enumerable.Range(0, kind == "hour" ? 60 : 600).Select(i => string.Create(CultureInfo.InvariantCulture, $"a,{60 * i},{count(i)}"));
        string file = await WriteAsync("series,timestamp,value\n" + string.Join('\n', rows));

        (int exitCode, string output, _) = await RunAsync(file, "--models", Baselines, "--json");

        Assert.Equal(0, exitCode);
        JsonElement models = JsonElement.Parse(output).GetProperty("series")[0].GetProperty("models");
        Assert.All(models.EnumerateObject(), model => AssertScores(model.Value));
        Assert.All((string[])["last-value", "keep-alive"], model => Assert.False(models.GetProperty(model).TryGetProperty("fallback", out _)));
        Assert.Contains("1440 bins", models.GetProperty("seasonal-naive").GetProperty("fallback").GetString(), StringComparison.Ordinal);
        Assert.Equal(kind == "constant", models.GetProperty("arima").TryGetProperty("fallback", out _));
    }

    [Fact]
    public async Task Forecast_FallbackWithoutJson_IsMarkedAndExplained()
    {
        string file = await WriteAsync("series,timestamp,value\n" + string.Join('\n', Enumerable.Range(0, 20).Select(i => $"a,{60 * i},7")));
        (_, string output, _) = await RunAsync(file, "--models", "arima,last-value");
        Assert.Contains("arima*", output, StringComparison.Ordinal);
        Assert.Contains("all 14 bins hold 7", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forecast_SeriesTooShort_AreLeftOutUnlessAllAre()
    {
        string file = await WriteAsync("series,timestamp,value\na,60,1\na,120,1\na,180,1\nb,60,5\n");
        (int exitCode, string output, string error) = await RunAsync(file, "--models", "last-value", "--json");
        Assert.Equal((0, 1), (exitCode, JsonElement.Parse(output).GetProperty("series").GetArrayLength()));
        Assert.Contains("'b' has 1 bins", error, StringComparison.Ordinal);

        (exitCode, output, error) = await RunAsync(file, "--models", "last-value", "--horizon", "5", "--json");
        Assert.Equal((2, string.Empty), (exitCode, output));
        Assert.Contains("no series is long enough", error, StringComparison.Ordinal);
    }

    private static string AzureHeader => "HashFunction,Day," + string.Join(',', Enumerable.Range(1, 1440));

    private static string AzureRow(string function, int day, string count) => $"{function},{day}," + string.Join(',', Enumerable.Repeat(count, 1440));

    private static string[] Lines(string text) => text.TrimEnd().Split('\n');

    private static void AssertScores(JsonElement scores)
    {
        foreach (string name in (string[])["smape", "smapeSum", "crps", "trainSeconds", "inferenceMs"])
        {
            Assert.True(scores.GetProperty(name).GetDouble() >= 0);
        }

        Assert.Equal(scores.GetProperty("smape").GetDouble(), 2 * scores.GetProperty("smapeSum").GetDouble(), 9);
        Assert.True(scores.TryGetProperty("mase", out _));
        foreach (string name in (string[])["pinball", "coverage"])
        {
            Assert.Equal(["0.5", "0.9", "0.95", "0.99"], scores.GetProperty(name).EnumerateObject().Select(quantile => quantile.Name));
            Assert.All(scores.GetProperty(name).EnumerateObject(), quantile => Assert.True(quantile.Value.GetDouble() >= 0));
        }
    }

    private static string WithoutTimes(string output)
    {
        JsonNode document = JsonNode.Parse(output)!;
        foreach (JsonObject models in (JsonObject[])[.. document["series"]!.AsArray().Select(series => series!["models"]!.AsObject()), document["median"]!.AsObject()])
        {
            foreach ((_, JsonNode? scores) in models)
            {
                scores!.AsObject().Remove("trainSeconds");
                scores.AsObject().Remove("inferenceMs");
            }
        }

        return document.ToJsonString();
    }

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);

    private async Task<string> WriteAsync(string content)
    {
        string file = InFolder("counts.csv");
        await File.WriteAllTextAsync(file, content, Cancellation);
        return file;
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(string counts, params string[] args) =>
        CapturedConsole.RunAsync(["forecast", "--counts", counts, .. args]);
}
