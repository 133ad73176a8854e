using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Client;

/// <summary>Data together with what reads it.</summary>
/// <param name="data">The serialized data.</param>
/// <param name="converter">What reads it; null for JSON.</param>
public sealed class SerializedData(string data, DataConverter? converter = null)
{
    /// <summary>Gets the serialized data.</summary>
    public string Value { get; } = data ?? throw new ArgumentNullException(nameof(data));

    /// <summary>Gets what reads the data.</summary>
    public DataConverter Converter { get; } = converter ?? JsonDataConverter.Default;

    /// <summary>Returns the data.</summary>
    /// <typeparam name="T">The type of the data.</typeparam>
    /// <returns>The data.</returns>
    public T ReadAs<T>() => Converter.Deserialize<T>(Value)!;
}
