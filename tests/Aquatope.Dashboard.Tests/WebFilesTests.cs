namespace Aquatope.Dashboard.Tests;

public sealed class WebFilesTests
{
    [Fact]
    public void TotalBytes_OfEverythingThatIsServed_IsBelowHalfAMegabyte() => Assert.InRange(new WebFiles().TotalBytes, 50_000, 500_000);
}
