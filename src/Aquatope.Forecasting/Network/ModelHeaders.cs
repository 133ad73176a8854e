using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Aquatope.Forecasting;

/// <summary>How the headers of model files are written as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(HybridBayesianModel))]
[JsonSerializable(typeof(LstmModel))]
internal sealed partial class ModelHeaders : JsonSerializerContext
{
    /// <summary>Reads a header.</summary>
    /// <typeparam name="T">What it describes.</typeparam>
    /// <param name="header">The JSON.</param>
    /// <param name="type">How the type is written.</param>
    /// <returns>The description, without weights.</returns>
    /// <exception cref="ModelFileException">The header is no such description.</exception>
    public static T Read<T>(byte[] header, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(header, type) ?? throw ModelFile.Corrupt("its header is empty.");
        }
        catch (JsonException cause)
        {
            throw ModelFile.Corrupt("its header cannot be read.", cause);
        }
    }
}
