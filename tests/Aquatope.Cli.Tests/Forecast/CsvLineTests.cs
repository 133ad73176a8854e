namespace Aquatope.Cli.Tests.Forecast;

public sealed class CsvLineTests
{
    [Theory]
    [InlineData("a,b,c", "a|b|c")]
    [InlineData(" a , ,c", "a||c")]
    [InlineData("\"a, b\",1", "a, b|1")]
    [InlineData("\"say \"\"a\"\"\",\"\",1", "say \"a\"||1")]
    [InlineData("\"open,1", "open,1")]
    public void Fields_AnyLine_AreSplitOutsideQuotes(string line, string expected) => Assert.Equal(expected.Split('|'), CsvLine.Fields(line));
}
