using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Entities;

/// <summary>The ID of an entity: its name, in lower case, and its key.</summary>
[JsonConverter(typeof(IdConverter))]
public readonly record struct EntityInstanceId
{
    /// <summary>Initializes an ID.</summary>
    /// <param name="name">The name of the entity; without <c>@</c>, kept in lower case.</param>
    /// <param name="key">The key of the entity.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty or contains <c>@</c>.</exception>
    public EntityInstanceId(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(key);
        if (name.Contains('@', StringComparison.Ordinal))
        {
            throw new ArgumentException("entity names may not contain `@` characters.", nameof(name));
        }

        Name = LowerCase(name);
        Key = key;
    }

    /// <summary>Gets the name, in lower case.</summary>
    public string Name { get; }

    /// <summary>Gets the key.</summary>
    public string Key { get; }

    /// <summary>Returns the ID that an instance ID denotes.</summary>
    /// <param name="instanceId">An instance ID of the form <c>@name@key</c>.</param>
    /// <returns>The ID.</returns>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> does not have that form.</exception>
    public static EntityInstanceId FromString(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        int separator = instanceId.Length > 1 ? instanceId.IndexOf('@', 1) : -1;
        if (separator <= 0 || instanceId[0] != '@')
        {
            throw new ArgumentException($"Instance ID '{instanceId}' is not a valid entity ID.", nameof(instanceId));
        }

        return new EntityInstanceId(instanceId[1..separator], instanceId[(separator + 1)..]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"@{Name}@{Key}";

    internal static bool IsEntity(string? instanceId) =>
        instanceId is ['@', ..] && instanceId.IndexOf('@', 1) > 0;

    // The wire form has lower case, so CA1308's upper case would not do.
    private static string LowerCase(string name) => string.Create(name.Length, name, static (span, text) =>
        text.AsSpan().ToLowerInvariant(span));

    private sealed class IdConverter : JsonConverter<EntityInstanceId>
    {
        public override EntityInstanceId Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            FromString(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, EntityInstanceId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
