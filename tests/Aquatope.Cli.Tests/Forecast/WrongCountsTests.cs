using System.Globalization;

namespace Aquatope.Cli.Tests.Forecast;

/// <summary>What is wrong with a file of counts, or with how it is asked for, is one line and exit code 2.</summary>
[Collection(OneConsole.Name)]
public sealed class WrongCountsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-counts-");

    private static string Azure => "HashFunction,Day," + string.Join(',', Enumerable.Range(1, 1440));

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("series,timestamp,value", "no rows")]
    [InlineData("a,b,c\n1,2,3", "line 1")]
    [InlineData("series,timestamp,value\na,60", "line 2: 2 fields")]
    [InlineData("series,timestamp,value\na,60,1,1", "line 2: 4 fields")]
    [InlineData("series,timestamp,value\n,60,1", "line 2: the series has no name")]
    [InlineData("series,timestamp,value\na,60,1\n\na,120,-5", "line 4: the value holds -5")]
    [InlineData("series,timestamp,value\na,60,many", "line 2: the value holds 'many'")]
    [InlineData("series,timestamp,value\na,60,", "line 2: the value holds ''")]
    [InlineData("series,timestamp,value\na,60,NaN", "'NaN'")]
    [InlineData("series,timestamp,value\na,60,Infinity", "'Infinity'")]
    [InlineData("series,timestamp,value\na,60,1e13", "10^12")]
    [InlineData("series,timestamp,value\na,60,1e999", "1e999")]
    [InlineData("series,timestamp,value\na,soon,1", "the timestamp is 'soon'")]
    [InlineData("series,timestamp,value\na,99999999999999,1", "the timestamp is '99999999999999'")]
    [InlineData("series,timestamp,value\na,2026-13-01,1", "the timestamp is '2026-13-01'")]
    [InlineData("series,timestamp,value\na,10/11/2026,1", "the timestamp is '10/11/2026'")]
    [InlineData("series,timestamp,value\na,60,1\na,120,1\na,60,2", "line 4: series 'a' has 1970-01-01T00:01:00Z twice, first in line 2")]
    [InlineData("series,timestamp,value\na,60,1\na,120,1\na,180,1\na,200,1", "line 5: 1970-01-01T00:03:20Z is no multiple of 00:01:00")]
    [InlineData("series,timestamp,value\na,0,1\na,1,1\na,2,1\na,9999999999,1", "more than 20000000 bins")]
    public async Task Forecast_WrongLongFile_NamesTheLine(string content, string cause) => AssertRefused(cause, await RunAsync(content));

    [Theory]
    [InlineData("f,1", "1441 fields where the header has 1442", 1439)]
    [InlineData("f,1", "1443 fields where the header has 1442", 1441)]
    [InlineData("f,first", "the day is 'first'", 1440)]
    [InlineData("f,0", "the day is '0'", 1440)]
    [InlineData("f,-1", "the day is '-1'", 1440)]
    [InlineData(",1", "the function has no name", 1440)]
    public async Task Forecast_WrongAzureRow_NamesTheLine(string start, string cause, int counts) =>
        AssertRefused("line 2: " + cause, await RunAsync($"{Azure}\n{start},{string.Join(',', Enumerable.Repeat("1", counts))}"));

    [Theory]
    [InlineData("-3", "minute 7 holds -3")]
    [InlineData("x", "minute 7 holds 'x'")]
    [InlineData("", "minute 7 holds ''")]
    public async Task Forecast_WrongAzureCount_NamesTheMinute(string count, string cause)
    {
        string[] counts = [.. Enumerable.Repeat("1", 1440)];
        counts[6] = count;
        AssertRefused(cause, await RunAsync($"{Azure}\nf,1,{string.Join(',', counts)}"));
    }

    [Fact]
    public async Task Forecast_AzureDayTwice_NamesBothLines()
    {
        string row = "f,1," + string.Join(',', Enumerable.Repeat("1", 1440));
        AssertRefused("line 3: function 'f' has day 1 twice, first in line 2", await RunAsync($"{Azure}\n{row}\n{row}"));
    }

    [Fact]
    public async Task Forecast_AzureDaysFarApart_AreMoreThanFit()
    {
        string counts = string.Join(',', Enumerable.Repeat("1", 1440));
        AssertRefused("more than 20000000 minutes", await RunAsync($"{Azure}\nf,1,{counts}\nf,30000,{counts}"));
    }

    [Fact]
    public async Task Forecast_AzureHeaderOfFewerMinutes_IsRefused() =>
        AssertRefused("it has 4 columns", await RunAsync("HashFunction,Day,1,2\nf,1,0,0"));

    [Fact]
    public async Task Forecast_FormatOfAnotherFile_IsRefused() =>
        AssertRefused("the header must be 'series,timestamp,value'", await RunAsync($"{Azure}\n", "--format", "long"));

    [Fact]
    public async Task Forecast_OneEndlessLine_IsRefused() =>
        AssertRefused("longer than 100000 characters", await RunAsync("series,timestamp,value\n" + new string('x', 300_000)));

    [Fact]
    public async Task Forecast_DamagedGzip_IsRefused()
    {
        string file = Path.Combine(_folder.FullName, "counts.csv");
        await File.WriteAllBytesAsync(file, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4, 5], TestContext.Current.CancellationToken);
        AssertRefused("--counts", await CapturedConsole.RunAsync("forecast", "--counts", file));
    }

    [Theory]
    [InlineData("--horizon", "0")]
    [InlineData("--horizon", "10001")]
    [InlineData("--train-days", "0")]
    [InlineData("--train-days", "-1")]
    [InlineData("--train-days", "NaN")]
    [InlineData("--models", "arima,crystal-ball")]
    [InlineData("--models", ",")]
    [InlineData("--quantiles", "0.5,1")]
    [InlineData("--quantiles", "0")]
    [InlineData("--quantiles", "half")]
    [InlineData("--quantiles", ",")]
    [InlineData("--format", "csv")]
    [InlineData("--out", "missing/folder/out.json")]
    [InlineData("--counts", "missing-file")]
    public async Task Forecast_WrongOption_NamesIt(string option, string value)
    {
        string[] counts = option == "--counts" ? [] : ["--counts", await WriteAsync("series,timestamp,value\na,60,1\na,120,1\na,180,1\na,240,1\n")];
        AssertRefused(option, await CapturedConsole.RunAsync(["forecast", .. counts, option, value]));
    }

    private static void AssertRefused(string cause, (int ExitCode, string Output, string Error) result)
    {
        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(cause, Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(string content)
    {
        string file = Path.Combine(_folder.FullName, string.Create(CultureInfo.InvariantCulture, $"counts{content.Length}.csv"));
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        return file;
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string content, params string[] args) =>
        await CapturedConsole.RunAsync(["forecast", "--counts", await WriteAsync(content), .. args]);
}
