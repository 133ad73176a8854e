using System.Text.Json;
using System.Text.Json.Serialization;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>What the pre-warmer stores, as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ColdStartPriceState))]
[JsonSerializable(typeof(DemandDocument))]
[JsonSerializable(typeof(ForecastAccuracy[]))]
[JsonSerializable(typeof(ForecasterDecision))]
[JsonSerializable(typeof(ForecasterInForce))]
[JsonSerializable(typeof(IdleSlotsState))]
[JsonSerializable(typeof(IdleTimeExperienceState))]
internal sealed partial class PreWarmingDocuments : JsonSerializerContext;
