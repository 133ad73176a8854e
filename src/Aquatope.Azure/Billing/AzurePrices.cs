using System.Text.Json;
using System.Text.Json.Serialization;
using Aquatope.Tuning;

namespace Aquatope.Azure;

/// <summary>The price file: what Azure's meters cost, in one currency.</summary>
/// <remarks>
/// Prices of Functions have defaults, the list prices of East US. Those of the Durable Task Scheduler are nowhere published in
/// a form that can be cited, so that the file must state them.
/// </remarks>
public sealed record AzurePrices
{
    // What is not understood is not passed over: a misspelled price would silently be the default.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Gets the prices of the Flex Consumption plan. Default: East US.</summary>
    public FlexConsumptionPrices FlexConsumption { get; init; } = new();

    /// <summary>Gets the prices of the Elastic Premium plan. Default: East US.</summary>
    public PriceList ElasticPremium { get; init; } = new() { PerExecution = 0 };

    /// <summary>Gets the prices of Container Apps, or null where none are stated.</summary>
    public PriceList? ContainerApps { get; init; }

    /// <summary>Gets the price of the Durable Task Scheduler.</summary>
    public required SchedulerPrice DurableTaskScheduler { get; init; }

    /// <summary>Reads a price file.</summary>
    /// <param name="file">The file: a JSON object with the members of this record in camel case.</param>
    /// <returns>The prices.</returns>
    /// <exception cref="PriceFileException">The file cannot be read, has an unknown member or no price of the scheduler, or a price that is negative.</exception>
    public static AzurePrices Read(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            return Parse(File.ReadAllText(file), file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PriceFileException(file, exception.Message, exception);
        }
    }

    /// <summary>Reads prices from a text, as the template hands them to the control app in the setting <c>AQUATOPE_PRICES</c>.</summary>
    /// <param name="json">The text, as it would stand in a price file.</param>
    /// <param name="source">What to call the text in errors.</param>
    /// <returns>The prices.</returns>
    /// <exception cref="PriceFileException">The text has an unknown member or no price of the scheduler, or a price that is negative.</exception>
    public static AzurePrices Parse(string json, string source)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            AzurePrices prices = JsonSerializer.Deserialize<AzurePrices>(json, Json) ?? throw new PriceFileException(source, "it is empty.");
            prices.Check(source);
            return prices;
        }
        catch (JsonException exception) when (exception.Message.Contains("durableTaskScheduler", StringComparison.Ordinal))
        {
            throw new PriceFileException(
                source,
                "it does not state the price of the Durable Task Scheduler: add \"durableTaskScheduler\": {\"perAction\": …} from your agreement, or \"perAction\": 0 for the Dedicated plan, which is billed by capacity.",
                exception);
        }
        catch (JsonException exception)
        {
            throw new PriceFileException(source, exception.Message, exception);
        }
    }

    /// <summary>Returns what a call of a stage costs on the Flex Consumption plan, as tuners reckon: memory only, since processors come with it.</summary>
    /// <returns>The prices on demand, the scheduler's actions included.</returns>
    public PriceList OfFlexConsumption() => new()
    {
        PerVcpuSecond = 0,
        PerGiBSecond = FlexConsumption.OnDemandPerGBSecond,
        PerExecution = FlexConsumption.PerExecution + DurableTaskScheduler.CostOf(SchedulerActions.PerActivity),
    };

    /// <summary>Returns what a call of a stage costs on Container Apps.</summary>
    /// <returns>The prices, the scheduler's actions included; null where none of Container Apps are stated.</returns>
    public PriceList? OfContainerApps() => ContainerApps is null
        ? null
        : ContainerApps with { PerExecution = ContainerApps.PerExecution + DurableTaskScheduler.CostOf(SchedulerActions.PerActivity) };

    private void Check(string file)
    {
        double[] all =
        [
            FlexConsumption.OnDemandPerGBSecond, FlexConsumption.AlwaysReadyPerGBSecond, FlexConsumption.BaselinePerGBSecond,
            FlexConsumption.PerExecution, DurableTaskScheduler.PerAction, .. Of(ElasticPremium), .. Of(ContainerApps),
        ];
        if (!all.All(price => price is >= 0 and < double.PositiveInfinity))
        {
            throw new PriceFileException(file, "every price must be finite and not negative.");
        }
    }

    private static double[] Of(PriceList? prices) => prices is null ? [] : [prices.PerVcpuSecond, prices.PerGiBSecond, prices.PerExecution];
}

/// <summary>The price of the Durable Task Scheduler.</summary>
/// <param name="PerAction">The price of one action; zero for the Dedicated plan, which is billed by capacity.</param>
public sealed record SchedulerPrice(double PerAction)
{
    /// <summary>Returns what actions cost.</summary>
    /// <param name="actions">How many.</param>
    /// <returns>The cost.</returns>
    public double CostOf(double actions) => actions * PerAction;
}
