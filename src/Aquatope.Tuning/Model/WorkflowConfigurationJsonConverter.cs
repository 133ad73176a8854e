using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aquatope.Tuning;

/// <summary>Writes a workflow configuration as one JSON object, stage by stage, and keeps its ordinal order when read.</summary>
internal sealed class WorkflowConfigurationJsonConverter : JsonConverter<WorkflowConfiguration>
{
    /// <inheritdoc/>
    public override WorkflowConfiguration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var stages = JsonSerializer.Deserialize<Dictionary<string, ResourceConfiguration>>(ref reader, options);
        return WorkflowConfiguration.Of(stages ?? throw new JsonException("A workflow configuration must be a JSON object."));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, WorkflowConfiguration value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach ((string stage, ResourceConfiguration configuration) in value.Stages)
        {
            writer.WritePropertyName(stage);
            JsonSerializer.Serialize(writer, configuration, options);
        }

        writer.WriteEndObject();
    }
}
