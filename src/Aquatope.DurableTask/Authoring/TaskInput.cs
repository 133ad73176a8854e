namespace Microsoft.DurableTask;

/// <summary>Checks that a deserialized input is of the type that a task declares.</summary>
internal static class TaskInput
{
    public static T Cast<T>(object? input) => input switch
    {
        T typed => typed,
        null => default!,
        _ => throw new ArgumentException($"Input type '{input.GetType()}' does not match expected type '{typeof(T)}'."),
    };
}
