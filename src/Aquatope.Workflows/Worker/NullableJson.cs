namespace Aquatope.Workflows;

/// <summary>JSON text, or nothing, in the body of a frame.</summary>
internal static class NullableJson
{
    public static void WriteJson(this BinaryWriter body, string? json)
    {
        body.Write(json is not null);
        if (json is not null)
        {
            body.Write(json);
        }
    }

    public static string? ReadJson(this BinaryReader body) => body.ReadBoolean() ? body.ReadString() : null;
}
