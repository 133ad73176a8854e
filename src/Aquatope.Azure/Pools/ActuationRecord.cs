using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aquatope.Azure;

/// <summary>What is remembered of an app between changes, by whichever process makes them.</summary>
/// <param name="WarmTarget">The number of warm instances asked for last, also where it was not time yet to set it; null before the first.</param>
/// <param name="ChangedAt">When the app was changed last; null before the first time.</param>
/// <param name="Setting">What was set last and read back; null before the first time. A deployment sets it again.</param>
internal sealed record ActuationRecord(int? WarmTarget, DateTimeOffset? ChangedAt, ActuationSetting? Setting)
{
    /// <summary>Reads a record.</summary>
    /// <param name="content">What was stored; empty before the first time.</param>
    /// <returns>The record.</returns>
    public static ActuationRecord Of(BinaryData content) => content.ToMemory().IsEmpty
        ? new ActuationRecord(WarmTarget: null, ChangedAt: null, Setting: null)
        : JsonSerializer.Deserialize(content.ToMemory().Span, ActuationDocuments.Default.ActuationRecord)!;

    /// <summary>Returns the record as it is stored.</summary>
    public BinaryData ToContent() => BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(this, ActuationDocuments.Default.ActuationRecord));
}

/// <summary>What was set of an app, in the form that <c>infra/types.bicep</c> reads: the processor share follows from the memory.</summary>
/// <param name="MemoryMiB">Memory of one instance.</param>
/// <param name="Concurrency">Executions at the same time.</param>
/// <param name="Warm">Instances that are kept, whatever the load.</param>
internal sealed record ActuationSetting(int MemoryMiB, int Concurrency, int Warm);

/// <summary>The records, as they are stored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ActuationRecord))]
internal sealed partial class ActuationDocuments : JsonSerializerContext;
