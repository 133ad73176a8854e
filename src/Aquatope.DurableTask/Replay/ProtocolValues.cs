using System.Collections;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Microsoft.DurableTask.Worker.Replay;

/// <summary>Turns property values into protocol values and back; moments travel as prefixed texts.</summary>
internal static class ProtocolValues
{
    private const string DateTimePrefix = "dt:";
    private const string DateTimeOffsetPrefix = "dto:";

    public static object? ToObject(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.NumberValue => value.NumberValue,
        Value.KindOneofCase.BoolValue => value.BoolValue,
        Value.KindOneofCase.StringValue => ToText(value.StringValue),
        Value.KindOneofCase.StructValue =>
            value.StructValue.Fields.ToDictionary(field => field.Key, field => ToObject(field.Value)),
        Value.KindOneofCase.ListValue => value.ListValue.Values.Select(ToObject).ToList(),
        _ => null,
    };

    public static Value FromObject(object? value) => value switch
    {
        null => Value.ForNull(),
        string text => Value.ForString(text),
        bool flag => Value.ForBool(flag),
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            Value.ForNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        DateTime moment => Value.ForString(DateTimePrefix + moment.ToString("O", CultureInfo.InvariantCulture)),
        DateTimeOffset moment =>
            Value.ForString(DateTimeOffsetPrefix + moment.ToString("O", CultureInfo.InvariantCulture)),
        IDictionary<string, object?> map => Value.ForStruct(new Struct
        {
            Fields = { map.ToDictionary(entry => entry.Key, entry => FromObject(entry.Value)) },
        }),
        IEnumerable list => Value.ForList([.. list.Cast<object?>().Select(FromObject)]),
        _ => Value.ForString(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty),
    };

    private static object ToText(string text)
    {
        if (text.StartsWith(DateTimePrefix, StringComparison.Ordinal)
            && DateTime.TryParse(
                text.AsSpan(DateTimePrefix.Length), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime moment))
        {
            return moment;
        }

        return text.StartsWith(DateTimeOffsetPrefix, StringComparison.Ordinal)
            && DateTimeOffset.TryParse(
                text.AsSpan(DateTimeOffsetPrefix.Length),
                CultureInfo.InvariantCulture,
                DateTimeStyles.RoundtripKind,
                out DateTimeOffset offset)
            ? offset
            : text;
    }
}
