using Aquatope.DurableTask.Protocol;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Aquatope.TaskHub.Tests.Fuzz;

/// <summary>Fills messages of the protocol with whatever their types allow.</summary>
/// <param name="random">The chance.</param>
/// <param name="texts">What texts are drawn from, so that some of them mean something.</param>
internal sealed class RandomMessages(Random random, IReadOnlyList<string> texts)
{
    private const int MaxDepth = 5;

    public IMessage Of(MessageDescriptor descriptor)
    {
        IMessage message = descriptor.Parser.ParseFrom(ByteString.Empty);
        Fill(message, depth: 0);
        return message;
    }

    private void Fill(IMessage message, int depth)
    {
        foreach (FieldDescriptor field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (random.Next(3) > 0 && !(depth > MaxDepth && field.FieldType == FieldType.Message))
            {
                Set(message, field, depth);
            }
        }
    }

    private void Set(IMessage message, FieldDescriptor field, int depth)
    {
        if (field.IsMap)
        {
            if (field.Accessor.GetValue(message) is MapField<string, string> map)
            {
                map[Text()] = Text();
            }
        }
        else if (field.IsRepeated)
        {
            var list = (System.Collections.IList)field.Accessor.GetValue(message);
            for (int i = random.Next(3); i > 0; i--)
            {
                list.Add(Value(field, depth));
            }
        }
        else
        {
            field.Accessor.SetValue(message, Value(field, depth));
        }
    }

    private object Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.String => Text(),
        FieldType.Bool => random.Next(2) == 0,
        FieldType.Int32 => Number(),
        FieldType.Int64 => (long)Number() * 1000,
        FieldType.Double => random.NextDouble(),
        FieldType.Enum when field.EnumType.ClrType == typeof(OrchestrationStatus) => (OrchestrationStatus)random.Next(-1, 10),
        FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, random.Next(4)),
        _ when field.MessageType.ClrType == typeof(StringValue) => Text(),
        _ when field.MessageType.ClrType == typeof(Int32Value) => Number(),
        _ when field.MessageType.ClrType == typeof(BoolValue) => true,
        _ when field.MessageType.ClrType == typeof(Timestamp) => Time(),
        _ => Nested(field.MessageType, depth),
    };

    private IMessage Nested(MessageDescriptor descriptor, int depth)
    {
        IMessage nested = descriptor.Parser.ParseFrom(ByteString.Empty);
        Fill(nested, depth + 1);
        return nested;
    }

    private Timestamp Time() => random.Next(4) == 0
        ? new Timestamp { Seconds = random.NextInt64(long.MinValue, long.MaxValue), Nanos = random.Next() }
        : new Timestamp { Seconds = 1_893_456_000 + random.Next(-1000, 1000) };

    private int Number() => random.Next(4) switch
    {
        0 => random.Next(int.MinValue, int.MaxValue),
        1 => -1,
        _ => random.Next(5),
    };

    private string Text() => texts[random.Next(texts.Count)];
}
