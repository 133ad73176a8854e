using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Microsoft.DurableTask.Converters;

/// <summary>
/// Converts by System.Text.Json. Where reflection is disabled (Native AOT) the options need a source-generated
/// <see cref="JsonSerializerOptions.TypeInfoResolver"/>; a type that it lacks throws <see cref="NotSupportedException"/>.
/// </summary>
public class JsonDataConverter : DataConverter
{
    private static readonly JsonSerializerOptions DefaultOptions = new() { IncludeFields = true };

    private readonly JsonSerializerOptions _options;

    /// <summary>Initializes a converter.</summary>
    /// <param name="options">How to convert; null for the defaults, with fields included.</param>
    public JsonDataConverter(JsonSerializerOptions? options = null) => _options = options ?? DefaultOptions;

    /// <summary>Gets the converter with the default options.</summary>
    public static JsonDataConverter Default { get; } = new();

    /// <inheritdoc/>
    public override string? Serialize(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, TypeInfo(value.GetType()));

    /// <inheritdoc/>
    /// <remarks>No JSON is empty, but the JavaScript SDK sends an empty text where there is no value.</remarks>
    public override object? Deserialize(string? data, Type targetType) =>
        string.IsNullOrEmpty(data) ? null : JsonSerializer.Deserialize(data, TypeInfo(targetType));

    private JsonTypeInfo TypeInfo(Type type)
    {
        if (!_options.IsReadOnly && _options.TypeInfoResolver is null && JsonSerializer.IsReflectionEnabledByDefault)
        {
            PopulateReflectionResolver(_options);
        }

        return _options.GetTypeInfo(type);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification =
        "Reached only where the application has reflection-based serialization enabled, which trimming turns off.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification =
        "Reached only where the application has reflection-based serialization enabled, which Native AOT turns off.")]
    private static void PopulateReflectionResolver(JsonSerializerOptions options) =>
        options.MakeReadOnly(populateMissingResolver: true);
}
