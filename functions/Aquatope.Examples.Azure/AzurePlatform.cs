using Aquatope.Azure;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Azure.Core;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aquatope.Examples.Azure;

/// <summary>Chooses Azure as the platform: what the template set says what this app is, and where everything else is.</summary>
public static class AzurePlatform
{
    /// <summary>Registers the ports on Azure. Those that only some apps have settings for are made when they are first used.</summary>
    /// <param name="aquatope">The program.</param>
    /// <param name="settings">The app's settings.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="SettingException">A setting that every app has is missing, or a number is none.</exception>
    public static AquatopeBuilder UseAzure(this AquatopeBuilder aquatope, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(aquatope);
        ArgumentNullException.ThrowIfNull(settings);
        TokenCredential credential = AzureCredentials.Of(settings["AZURE_CLIENT_ID"]);
        aquatope.Triggered = new TriggeredWorker
        {
            Lane = settings["AQUATOPE_LANE"] ?? Lane.Control,
            Stage = settings["AQUATOPE_STAGE"],
            Configuration = ResourcesOf(settings),
        };
        string scheduler = settings.Required("DURABLE_TASK_SCHEDULER_CONNECTION_STRING");
        aquatope.TaskHubConnection = hub => $"{scheduler};TaskHub={hub}";

        IServiceCollection services = aquatope.Services;
        services.AddSingleton<ISharedFolder>(_ => new BlobFolder(Container(settings, "AQUATOPE_SHARED_CONTAINER", credential)));
        services.AddSingleton(_ => Container(settings, "AQUATOPE_STATE_CONTAINER", credential));
        services.AddSingleton<IStateStore>(provider => BlobStateStore.Open(provider.GetRequiredService<BlobContainerClient>()));
        services.AddSingleton<IStageReportSource>(provider => new LogAnalyticsReportSource(
            new LogAnalyticsOptions { WorkspaceId = settings.Required("AQUATOPE_WORKSPACE_ID") },
            credential,
            provider.GetService<IExecutionBilling>() ?? throw new SettingException("AQUATOPE_PRICES", "is missing. Deploy the app again with the template."),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IWorkerPools>(provider => new AzureWorkerPools(
            new AzurePoolOptions { Apps = StageApps.Parse(settings.Required("AQUATOPE_APPS")) },
            credential,
            provider.GetRequiredService<BlobContainerClient>(),
            provider.GetRequiredService<TimeProvider>()));
        return aquatope;
    }

    /// <summary>Returns a setting that must be there.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="name">The setting's name.</param>
    /// <returns>Its value.</returns>
    /// <exception cref="SettingException">It is missing.</exception>
    public static string Required(this IConfiguration settings, string name)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings[name] is { Length: > 0 } value ? value : throw new SettingException(name, "is missing. Deploy the app again with the template.");
    }

    private static BlobContainerClient Container(IConfiguration settings, string name, TokenCredential credential) =>
        new(new Uri(settings.Required(name)), credential);

    private static ResourceConfiguration? ResourcesOf(IConfiguration settings)
    {
        try
        {
            return StageSettings.Read(name => settings[name]);
        }
        catch (FormatException wrong)
        {
            throw new SettingException($"{StageSettings.Cpu}, {StageSettings.MemoryMiB} or {StageSettings.Concurrency}", $"is wrong. {wrong.Message}", wrong);
        }
    }
}
