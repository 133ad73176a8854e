using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aquatope.Workflows;

/// <summary>What the pre-warmer stores, as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DemandDocument))]
[JsonSerializable(typeof(ForecastAccuracy[]))]
[JsonSerializable(typeof(ForecasterDecision))]
[JsonSerializable(typeof(ForecasterInForce))]
internal sealed partial class PreWarmingDocuments : JsonSerializerContext;
