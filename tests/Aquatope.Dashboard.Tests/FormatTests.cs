using System.Text.Json;
using Aquatope.Tests.NodeJs;

namespace Aquatope.Dashboard.Tests;

/// <summary>How the page writes numbers.</summary>
public sealed class FormatTests
{
    [Theory]
    [InlineData("count", 1234567, "1,234,567")]
    [InlineData("count", 999.6, "1,000")]
    [InlineData("count", -1234, "-1,234")]
    [InlineData("count", 0, "0")]
    [InlineData("number", 0, "0")]
    [InlineData("number", 0.00412345, "0.00412")]
    [InlineData("number", 0.00000012345, "1.23e-7")]
    [InlineData("number", 3.14159, "3.14")]
    [InlineData("number", 128, "128")]
    [InlineData("number", 999.9, "1,000")]
    [InlineData("number", 45678.9, "45,679")]
    [InlineData("duration", 0.82, "0.8 ms")]
    [InlineData("duration", 1240, "1.24 s")]
    [InlineData("percent", 0.0421, "4.2 %")]
    [InlineData("percent", 0.0042, "0.42 %")]
    public async Task Number_AsPeopleReadIt_IsShortAndHasItsUnit(string way, double value, string expected) => Assert.Equal(expected, await WriteAsync(way, value));

    [Theory]
    [InlineData(2, 1, "−50 %")]
    [InlineData(100, 103, "+3.0 %")]
    [InlineData(0, 103, "–")]
    public async Task Change_OfANumber_HasItsSign(double from, double to, string expected) => Assert.Equal(expected, await WriteAsync("change", new[] { from, to }));

    private static async Task<string> WriteAsync(string way, object value)
    {
        Assert.SkipUnless(NodeProcess.IsInstalled, NodeProcess.Missing);
        string answer = await NodeProcess.AskAsync(Path.Combine(AppContext.BaseDirectory, "Browser"), JsonSerializer.Serialize(new object[] { new[] { way, value } }), "format.mjs");
        return JsonSerializer.Deserialize<string[]>(answer)![0];
    }
}
