using System.Globalization;
using System.Text.Json.Nodes;
using Aquatope.Tuning;
using Azure.Core;

namespace Aquatope.Azure;

/// <summary>
/// The settings by which the workers of a stage know their own resources, which they write on their spans, and by which the
/// Functions host knows its concurrency. The templates in <c>infra</c> set them first.
/// </summary>
public static class StageSettings
{
    /// <summary>Processor share of one instance, in vCPU.</summary>
    public const string Cpu = "AQUATOPE_CPU";

    /// <summary>Memory of one instance, in MiB.</summary>
    public const string MemoryMiB = "AQUATOPE_MEMORY_MIB";

    /// <summary>Executions that one instance serves at the same time.</summary>
    public const string Concurrency = "AQUATOPE_CONCURRENCY";

    /// <summary>The same for the Functions host: it overrides <c>host.json</c>, which lies in the package.</summary>
    public const string HostConcurrency = "AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions";

    /// <summary>Reads a worker's own resources.</summary>
    /// <param name="setting">Returns a setting by its name, null where there is none.</param>
    /// <returns>The resources, or null where none are set: the worker runs no stage.</returns>
    /// <exception cref="FormatException">A setting is missing or no positive number.</exception>
    public static ResourceConfiguration? Read(Func<string, string?> setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return setting(Cpu) is null && setting(MemoryMiB) is null && setting(Concurrency) is null
            ? null
            : new ResourceConfiguration(Number(setting, Cpu), (int)Number(setting, MemoryMiB), (int)Number(setting, Concurrency));
    }

    internal static IReadOnlyDictionary<string, string> Of(ResourceConfiguration configuration) => new Dictionary<string, string>
    {
        [Cpu] = configuration.Cpu.ToString(CultureInfo.InvariantCulture),
        [MemoryMiB] = configuration.MemoryMiB.ToString(CultureInfo.InvariantCulture),
        [Concurrency] = configuration.Concurrency.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Reads the settings of a function app.</summary>
    internal static async Task<JsonObject> ReadAsync(ArmResources arm, StageApp app, CancellationToken cancellationToken)
    {
        JsonNode answer = await arm.SendAsync(
            RequestMethod.Post, $"{app.Id}/config/appsettings/list?api-version={ArmResources.WebVersion}", body: null, cancellationToken);
        return answer["properties"]!.AsObject();
    }

    /// <summary>Returns the concurrency that settings state.</summary>
    /// <exception cref="ActuationException">They state none.</exception>
    internal static int ConcurrencyOf(StageApp app, JsonObject settings) =>
        int.TryParse(settings[HostConcurrency]?.GetValue<string>(), NumberStyles.None, CultureInfo.InvariantCulture, out int concurrency)
            ? concurrency
            : throw new ActuationException(app, $"its setting {HostConcurrency} is missing or no number. Deploy it again with the template.", isTransient: false);

    /// <summary>Writes the settings of a function app, if they are not so already: it restarts the app. All settings are replaced, so that the others are sent too.</summary>
    internal static async Task WriteAsync(ArmResources arm, StageApp app, ResourceConfiguration configuration, CancellationToken cancellationToken)
    {
        JsonObject settings = await ReadAsync(arm, app, cancellationToken);
        var wanted = new Dictionary<string, string>(Of(configuration));
        wanted[HostConcurrency] = wanted[Concurrency];
        if (wanted.All(setting => settings[setting.Key]?.GetValue<string>() == setting.Value))
        {
            return;
        }

        foreach ((string name, string value) in wanted)
        {
            settings[name] = value;
        }

        await arm.SendAsync(
            RequestMethod.Put,
            $"{app.Id}/config/appsettings?api-version={ArmResources.WebVersion}",
            new JsonObject { ["properties"] = settings.DeepClone() },
            cancellationToken);
    }

    private static double Number(Func<string, string?> setting, string name) =>
        double.TryParse(setting(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number > 0
            ? number
            : throw new FormatException($"The setting {name} is '{setting(name)}', and should be a positive number. Deploy the app again with the template.");
}
