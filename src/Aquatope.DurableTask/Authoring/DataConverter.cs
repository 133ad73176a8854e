using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

/// <summary>Turns inputs, results, events and states into text and back.</summary>
public abstract class DataConverter
{
    /// <summary>Returns a value as text.</summary>
    /// <param name="value">The value; null gives null.</param>
    /// <returns>The text.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public abstract string? Serialize(object? value);

    /// <summary>Returns the value of a text.</summary>
    /// <param name="data">The text; null gives null.</param>
    /// <param name="targetType">The type of the value.</param>
    /// <returns>The value.</returns>
    [return: NotNullIfNotNull(nameof(data))]
    public abstract object? Deserialize(string? data, Type targetType);

    /// <summary>Returns the value of a text.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="data">The text; null gives the default of the type.</param>
    /// <returns>The value.</returns>
    [return: NotNullIfNotNull(nameof(data))]
    public virtual T? Deserialize<T>(string? data) => (T?)(Deserialize(data, typeof(T)) ?? default(T));
}
