using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Aquatope.Tuning;

/// <summary>Writes a workflow configuration as one JSON object, stage by stage, and keeps its ordinal order when read.</summary>
public sealed class WorkflowConfigurationJsonConverter : JsonConverter<WorkflowConfiguration>
{
    /// <inheritdoc/>
    public override WorkflowConfiguration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var stages = JsonSerializer.Deserialize(ref reader, Of<Dictionary<string, ResourceConfiguration>>(options));
        return WorkflowConfiguration.Of(stages ?? throw new JsonException("A workflow configuration must be a JSON object."));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, WorkflowConfiguration value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach ((string stage, ResourceConfiguration configuration) in value.Stages)
        {
            writer.WritePropertyName(stage);
            JsonSerializer.Serialize(writer, configuration, Of<ResourceConfiguration>(options));
        }

        writer.WriteEndObject();
    }

    // Asked of the options, which may know it without reflection.
    private static JsonTypeInfo<T> Of<T>(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
