using System.Text.Json.Serialization;

namespace Aquatope.Azure;

/// <summary>What the service is sent.</summary>
/// <param name="Query">The query.</param>
/// <param name="Timespan">The interval of the rows that it may see.</param>
internal sealed record LogRequest(string Query, string Timespan);

/// <summary>The documents of the service.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LogRequest))]
internal sealed partial class LogDocuments : JsonSerializerContext;
