using System.Text.Json;
using System.Text.Json.Serialization;
using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>The configuration in force, as it is stored.</summary>
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(WorkflowConfiguration))]
[JsonSerializable(typeof(Dictionary<string, ResourceConfiguration>))]
internal sealed partial class ConfigurationDocuments : JsonSerializerContext;

/// <summary>Trials and decisions, as they are stored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TrialRecord))]
[JsonSerializable(typeof(OptimizerDecision))]
[JsonSerializable(typeof(ChangeWatch))]
[JsonSerializable(typeof(Dictionary<string, ResourceConfiguration>))]
internal sealed partial class TuningDocuments : JsonSerializerContext;
