using Aquatope.Azure;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Azure.Core;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aquatope.Functions;

/// <summary>Chooses Azure as the platform: what the template set says what this app is, and where everything else is.</summary>
internal static class AzurePlatform
{
    /// <summary>Registers the ports on Azure. Those that only the control app has settings for are made when they are first used.</summary>
    public static AquatopeBuilder UseAzure(this AquatopeBuilder aquatope, IConfiguration settings)
    {
        TokenCredential credential = AzureCredentials.Of(settings["AZURE_CLIENT_ID"]);
        aquatope.Triggered = new TriggeredWorker
        {
            Lane = settings["AQUATOPE_LANE"] ?? Lane.Control,
            Stage = settings["AQUATOPE_STAGE"],
            Configuration = StageSettings.Read(name => settings[name]),
        };
        string scheduler = Required(settings, "DURABLE_TASK_SCHEDULER_CONNECTION_STRING");
        aquatope.TaskHubConnection = hub => $"{scheduler};TaskHub={hub}";

        IServiceCollection services = aquatope.Services;
        services.AddSingleton(_ => new BlobContainerClient(new Uri(Required(settings, "AQUATOPE_STATE_CONTAINER")), credential));
        services.AddSingleton<IStateStore>(provider => BlobStateStore.Open(provider.GetRequiredService<BlobContainerClient>()));
        services.AddSingleton<IStageReportSource>(provider => new LogAnalyticsReportSource(
            new LogAnalyticsOptions { WorkspaceId = Required(settings, "AQUATOPE_WORKSPACE_ID") },
            credential,
            new FlexConsumptionBilling(AzurePrices.Parse(Required(settings, "AQUATOPE_PRICES"), "AQUATOPE_PRICES")),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IWorkerPools>(provider => new AzureWorkerPools(
            new AzurePoolOptions { Apps = StageApps.Parse(Required(settings, "AQUATOPE_APPS")) },
            credential,
            provider.GetRequiredService<BlobContainerClient>(),
            provider.GetRequiredService<TimeProvider>()));
        return aquatope;
    }

    private static string Required(IConfiguration settings, string name) => settings[name]
        ?? throw new InvalidOperationException($"The setting {name} is missing. Deploy the app again with the template.");
}
