using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aquatope.Dashboard;

/// <summary>How answers are written as JSON.</summary>
internal static class DashboardJson
{
    /// <summary>Gets the options.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Sets the options.</summary>
    /// <param name="options">The options.</param>
    public static void Configure(JsonSerializerOptions options)
    {
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;

        // A quantile of nothing is no number, and the page shows it as a dash.
        options.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        return options;
    }
}
