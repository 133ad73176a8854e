using System.Globalization;
using System.IO.Compression;
using Microsoft.Extensions.Time.Testing;

namespace Aquatope.Forecasting.Tests.Evaluation;

/// <summary>The methods on five days of real functions (see Data/README.md): three to learn from, two to forecast.</summary>
public sealed class RealDataTests
{
    private const string Daily = "704b0cff";
    private const string Batches = "a4cd3301";
    private const int Day = 1440;

    private static readonly string[] Methods =
        ["keep-alive", "last-value", "seasonal-naive", "moving-maximum", "gamma-poisson", "arima", "exponential-smoothing", "hybrid-histogram", "fft"];

    [Fact]
    public void Evaluate_FunctionWithADailyCycle_ModelsBeatTheNaiveOnes()
    {
        Dictionary<string, ForecastScores> scores = Evaluate(Daily, Methods);
        foreach (string model in (string[])["arima", "exponential-smoothing", "gamma-poisson"])
        {
            Assert.True(scores[model].Mase < scores["last-value"].Mase);
            Assert.True(scores[model].Crps < 0.8 * scores["last-value"].Crps);
            Assert.InRange(scores[model].Quantiles[1].Coverage, 0.85, 0.99);
        }

        Assert.True(scores["last-value"].Smape < scores["keep-alive"].Smape);
        Assert.True(scores["keep-alive"].Smape < scores["moving-maximum"].Smape);
        Assert.All(scores.Values, score => Assert.Null(score.FallbackReason));
        Assert.All(scores.Values, score => Assert.Equal(score.Smape, 2 * score.SmapeOfSum, 9));
    }

    [Fact]
    public void Evaluate_BatchesEveryTenMinutes_TheSeasonIsKnown()
    {
        Dictionary<string, ForecastScores> scores = Evaluate(Batches, [.. Methods.Except(["arima", "gamma-poisson"], StringComparer.Ordinal)]);
        Assert.True(scores["seasonal-naive"].Smape < 20);
        Assert.All(scores.Where(score => score.Key is "last-value" or "keep-alive" or "fft"), score => Assert.True(score.Value.Smape > 2 * scores["seasonal-naive"].Smape));
    }

    private static Dictionary<string, ForecastScores> Evaluate(string function, string[] methods) => methods.ToDictionary(
        name => name,
        name => RollingOrigin.Evaluate(
            Read(function), ForecastingMethods.Find(name), new RollingOriginOptions(3 * Day), new FakeTimeProvider(), TestContext.Current.CancellationToken),
        StringComparer.Ordinal);

    private static CountSeries Read(string function)
    {
        using var file = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", "azure2019.csv.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        return Simulated.Series([.. reader.ReadToEnd().Split('\n')
            .Where(line => line.StartsWith(function, StringComparison.Ordinal))
            .SelectMany(line => line.Split(',').Skip(2))
            .Select(count => double.Parse(count, CultureInfo.InvariantCulture))]);
    }
}
