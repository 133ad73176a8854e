using Aquatope.Tuning;

namespace Aquatope.Azure.Tests;

public sealed class AzurePricesTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Read_SchedulerPriceOnly_HasTheListPricesOfEastUs()
    {
        AzurePrices prices = Read("""{"durableTaskScheduler": {"perAction": 0.0001}}""");

        Assert.Equal((0.0001, 26e-6, 0.40e-6), (prices.DurableTaskScheduler.PerAction, prices.FlexConsumption.OnDemandPerGBSecond, prices.FlexConsumption.PerExecution));
        Assert.Null(prices.ContainerApps);
    }

    [Fact]
    public void Read_OtherRegion_HasItsPrices() =>
        Assert.Equal(3e-5, Read("""{"flexConsumption": {"onDemandPerGBSecond": 3e-5}, "durableTaskScheduler": {"perAction": 0}}""").FlexConsumption.OnDemandPerGBSecond);

    [Fact]
    public void OfContainerApps_PricesStated_IncludeTheSchedulersActions()
    {
        AzurePrices prices = Read("""{"durableTaskScheduler": {"perAction": 1e-5}, "containerApps": {"perVcpuSecond": 2e-5, "perGiBSecond": 3e-6, "perExecution": 0}}""");

        Assert.Equal(new PriceList { PerVcpuSecond = 2e-5, PerGiBSecond = 3e-6, PerExecution = 2e-5 }, prices.OfContainerApps());
        Assert.Null(Read("""{"durableTaskScheduler": {"perAction": 1e-5}}""").OfContainerApps());
    }

    [Theory]
    [InlineData("{}", "perAction")]
    [InlineData("""{"durableTaskScheduler": {}}""", "perAction")]
    [InlineData("""{"durableTaskScheduler": {"perAction": -1}}""", "negative")]
    [InlineData("""{"durableTaskScheduler": {"perAction": 0}, "flexConsumtion": {}}""", "flexConsumtion")]
    [InlineData("nothing", "invalid")]
    [InlineData("", "JSON")]
    [InlineData("null", "empty")]
    public void Read_WrongFile_SaysWhatIsWrong(string content, string expected)
    {
        PriceFileException wrong = Assert.Throws<PriceFileException>(() => Read(content));

        Assert.Equal(_file, wrong.File);
        Assert.Contains(expected, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFile_SaysSo() => Assert.Throws<PriceFileException>(() => AzurePrices.Read(_file + ".none"));

    private AzurePrices Read(string content)
    {
        File.WriteAllText(_file, content);
        return AzurePrices.Read(_file);
    }
}
