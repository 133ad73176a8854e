using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aquatope.Azure;

/// <summary>What is remembered of an app between changes, by whichever process makes them.</summary>
/// <param name="WarmTarget">The number of warm instances asked for last, also where it was not time yet to set it; null before the first.</param>
/// <param name="ChangedAt">When the app was changed last; null before the first time.</param>
internal sealed record ActuationRecord(int? WarmTarget, DateTimeOffset? ChangedAt)
{
    /// <summary>Reads a record.</summary>
    /// <param name="content">What was stored; empty before the first time.</param>
    /// <returns>The record.</returns>
    public static ActuationRecord Of(BinaryData content) => content.ToMemory().IsEmpty
        ? new ActuationRecord(WarmTarget: null, ChangedAt: null)
        : JsonSerializer.Deserialize(content.ToMemory().Span, ActuationDocuments.Default.ActuationRecord)!;

    /// <summary>Returns the record as it is stored.</summary>
    public BinaryData ToContent() => BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(this, ActuationDocuments.Default.ActuationRecord));
}

/// <summary>The records, as they are stored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ActuationRecord))]
internal sealed partial class ActuationDocuments : JsonSerializerContext;
