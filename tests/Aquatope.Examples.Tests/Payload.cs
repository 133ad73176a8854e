using System.Text.Json;

namespace Aquatope.Examples.Tests;

/// <summary>What a stage's input or output weighs on its way through a task hub.</summary>
internal static class Payload
{
    public const int Limit = 200_000;

    public static int Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value).Length;

    public static int IndexOfMax(this IReadOnlyList<double> values) =>
        Enumerable.Range(0, values.Count).MaxBy(i => values[i]);
}
