using System.Text.Json;
using System.Text.Json.Nodes;
using Aquatope.Azure;
using Aquatope.Examples;
using Aquatope.Examples.Azure;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aquatope.Functions.Tests;

/// <summary>The program as each kind of app composes it, from the settings that the template gives.</summary>
public sealed class CompositionTests
{
    private const string FlexPrices = """{"durableTaskScheduler":{"perAction":0.00001}}""";

    private const string Apps = """
        [{"lane": "production", "stage": "STAGE", "plan": "FlexConsumption", "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Web/sites/a"},
         {"lane": "trial-1", "stage": "STAGE", "plan": "FlexConsumption", "id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Web/sites/b"}]
        """;

    [Fact]
    public async Task StageApp_RunsItsStageOnWhatTheCallerSent()
    {
        await using ServiceProvider services = Compose(
            ("AQUATOPE_LANE", "production"), ("AQUATOPE_STAGE", "SplitTraffic"), ("AQUATOPE_CPU", "0.25"), ("AQUATOPE_MEMORY_MIB", "512"), ("AQUATOPE_CONCURRENCY", "2"));
        FanOutFunctions stages = ActivatorUtilities.CreateInstance<FanOutFunctions>(services);
        object input = ExampleWorkflows.All.Single(example => example.Name == "fan-out").Input(0);

        JsonElement? plan = await stages.SplitTrafficAsync(JsonSerializer.SerializeToElement(input), "order-17");

        Assert.Equal(4, plan!.Value.GetProperty("Parts").GetArrayLength());
        Assert.Equal(new ResourceConfiguration(0.25, 512, 2), services.GetRequiredService<TriggeredWorker>().Configuration);
    }

    /// <summary>Each stage of each example can be made in the app that the template makes for it, and asks for nothing that the app lacks.</summary>
    [Theory]
    [MemberData(nameof(Stages))]
    public async Task StageApp_OfEveryExample_MakesItsStage(string stage)
    {
        await using ServiceProvider services = Compose(
            ("AQUATOPE_LANE", "production"), ("AQUATOPE_STAGE", stage));

        StageRegistration registration = services.GetRequiredService<AquatopeApplication>().Stages[stage];
        Assert.IsType(ExampleWorkflows.All.SelectMany(example => example.Stages).First(one => one.Name == stage).Activity, registration.Create(services));
        Assert.IsType<BlobFolder>(services.GetRequiredService<ISharedFolder>());
    }

    public static TheoryData<string> Stages => [.. ExampleWorkflows.All.SelectMany(example => example.Stages).Select(stage => stage.Name).Distinct()];

    [Fact]
    public async Task ControlApp_TunesWhatHasAppsAtFlexConsumptionsPricesAndSizes()
    {
        await using ServiceProvider services = Compose(ControlSettings());
        AquatopeApplication application = services.GetRequiredService<AquatopeApplication>();

        Assert.Equal(["AnalyseWebTraffic"], application.Workflows.Keys);
        Assert.All(application.Stages.Values, stage => Assert.Equal(FlexConsumptionSizes.All, stage.Knobs.Sizes));
        Assert.Equal((0, 26e-6, 0.4e-6 + 2e-5), (application.Prices.PerVcpuSecond, application.Prices.PerGiBSecond, application.Prices.PerExecution));
        Assert.Equal(1, application.Optimizer.TrialLanes);
        Assert.Equal(4e-6, application.PreWarmer.AlwaysReady?.BaselinePerGBSecond);
        Assert.IsType<LogAnalyticsReportSource>(services.GetRequiredService<IStageReportSource>());
        Assert.IsType<AzureWorkerPools>(services.GetRequiredService<IWorkerPools>());
        Assert.IsType<BlobStateStore>(services.GetRequiredService<IStateStore>());

        // Everything that functions ask for can be made.
        Assert.NotNull(ActivatorUtilities.CreateInstance<TimerFunctions>(services));
        Assert.NotNull(ActivatorUtilities.CreateInstance<OptimizerFunctions>(services));
        Assert.NotNull(ActivatorUtilities.CreateInstance<ExecutionFunctions>(services));
        Assert.NotNull(ActivatorUtilities.CreateInstance<TuningFunctions>(services));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("container-apps")]
    public void FirstValues_AreThoseOfTheTemplate(string deployment)
    {
        var deployed = Snapshot.StageApps(deployment).Where(settings => settings["AQUATOPE_LANE"] == "production")
            .ToDictionary(settings => settings["AQUATOPE_STAGE"], settings => StageSettings.Read(name => settings.GetValueOrDefault(name)));
        using ServiceProvider services = Compose(("AQUATOPE_LANE", "production"));
        WorkflowConfiguration first = services.GetRequiredService<AquatopeApplication>().DefaultConfiguration;

        Assert.NotEmpty(deployed);
        Assert.All(deployed, stage => Assert.Equal(first.Stages[stage.Key], stage.Value));
    }

    [Theory]
    [InlineData("DURABLE_TASK_SCHEDULER_CONNECTION_STRING")]
    public void Compose_SettingMissing_SaysWhich(string setting) => Assert.Contains(
        setting,
        Assert.Throws<SettingException>(() => new ServiceCollection().AddAquatope(aquatope => aquatope.UseAzure(new ConfigurationBuilder().Build()))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task ControlApp_StagesOnContainerApps_ReckonsWithTheirSizesAndPrices()
    {
        const string Prices = """{"durableTaskScheduler":{"perAction":0.00001},"containerApps":{"perVcpuSecond":0.00002,"perGiBSecond":0.000003,"perExecution":0}}""";
        await using ServiceProvider services = Compose(ControlSettings(
            Prices, Apps.Replace("FlexConsumption", "ContainerApps", StringComparison.Ordinal).Replace("Microsoft.Web/sites", "Microsoft.App/containerApps", StringComparison.Ordinal)));
        AquatopeApplication application = services.GetRequiredService<AquatopeApplication>();

        Assert.All(application.Stages.Values, stage => Assert.Equal(ContainerAppSizes.All, stage.Knobs.Sizes));
        Assert.Equal((0.00002, 0.000003, 2e-5), (application.Prices.PerVcpuSecond, application.Prices.PerGiBSecond, application.Prices.PerExecution));
        Assert.Null(application.PreWarmer.AlwaysReady);
        Assert.IsType<AllocatedTimeBilling>(services.GetRequiredService<IExecutionBilling>());
    }

    [Fact]
    public void ControlApp_StagesOnContainerAppsWithoutTheirPrices_SaysSo() => Assert.Equal("AQUATOPE_PRICES", Assert.Throws<SettingException>(() => Compose(
        ControlSettings(FlexPrices, Apps.Replace("FlexConsumption", "ContainerApps", StringComparison.Ordinal).Replace("Microsoft.Web/sites", "Microsoft.App/containerApps", StringComparison.Ordinal)))).Setting);

    [Fact]
    public async Task Http_NoSuchWorkflow_IsNotFound()
    {
        await using ServiceProvider services = Compose(ControlSettings());
        TuningFunctions functions = ActivatorUtilities.CreateInstance<TuningFunctions>(services);

        (int status, string body) = await AnswerAsync(functions.TuneAsync(new DefaultHttpContext().Request, "Nothing", TestContext.Current.CancellationToken));
        Assert.Equal(404, status);
        Assert.Contains("AnalyseWebTraffic", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"SplitTraffic": {"Cpu": 3, "MemoryMiB": 2048, "Concurrency": 1}}""")]
    [InlineData("""{"Nothing": {"Cpu": 1, "MemoryMiB": 2048, "Concurrency": 1}}""")]
    public async Task Http_ConfigurationThatThereIsNot_IsABadRequest(string configuration)
    {
        await using ServiceProvider services = Compose(ControlSettings());
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(configuration));

        (int status, _) = await AnswerAsync(ActivatorUtilities.CreateInstance<TuningFunctions>(services)
            .ApplyAsync(context.Request, "AnalyseWebTraffic", TestContext.Current.CancellationToken));
        Assert.Equal(400, status);
    }

    private static (string Name, string Value)[] ControlSettings(string prices = FlexPrices, string apps = Apps)
    {
        var list = new JsonArray([.. ExampleWorkflows.All.Single(example => example.Name == "fan-out").Stages
            .SelectMany(stage => JsonNode.Parse(apps.Replace("STAGE", stage.Name, StringComparison.Ordinal))!.AsArray().Select(app => app!.DeepClone()))]);
        return
        [
            ("AQUATOPE_APPS", list.ToJsonString()),
            ("AQUATOPE_PRICES", prices),
            ("AQUATOPE_STATE_CONTAINER", "https://st.blob.core.windows.net/aquatope-state"),
            ("AQUATOPE_WORKSPACE_ID", "11111111-2222-3333-4444-555555555555"),
        ];
    }

    private static ServiceProvider Compose(params (string Name, string Value)[] settings)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Append(("DURABLE_TASK_SCHEDULER_CONNECTION_STRING", "Endpoint=http://localhost:1;Authentication=None"))
                .Append(("AQUATOPE_SHARED_CONTAINER", "https://st.blob.core.windows.net/aquatope-shared"))
                .Select(setting => KeyValuePair.Create<string, string?>(setting.Item1, setting.Item2))).Build();
        return new ServiceCollection().AddLogging().AddAquatope(aquatope => aquatope.UseAzure(configuration).AddExamples(configuration))
            .BuildServiceProvider();
    }

    private static async Task<(int Status, string Body)> AnswerAsync(Task<IResult> answer)
    {
        using ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        using var body = new MemoryStream();
        context.Response.Body = body;
        await (await answer).ExecuteAsync(context);
        return (context.Response.StatusCode, System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }
}
