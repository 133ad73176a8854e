namespace Aquatope.Cli.Tests;

public sealed class DashboardAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5005/#token=x", false)]
    [InlineData("https://hub.example:5005/#token=x", false)]
    [InlineData("http://hub.example:5005/#token=x", true)]
    public void Line_OfAnAddress_WarnsWhereTheNetworkCouldReadTheToken(string address, bool warns)
    {
        string line = DashboardAddress.Line(new Uri(address));

        Assert.StartsWith($"Dashboard: {address}", line, StringComparison.Ordinal);
        Assert.Equal(warns, line.Contains("not encrypted", StringComparison.Ordinal));
    }
}
